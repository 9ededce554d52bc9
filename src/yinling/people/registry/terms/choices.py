"""What a coded term may hold: the codes are those of the national standards wherever there is one."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(TextChoices):
    """GB/T 2261.1-2003."""

    UNKNOWN = "0", _("未知")
    MALE = "1", _("男")
    FEMALE = "2", _("女")
    UNSTATED = "9", _("未说明")


class PersonType(TextChoices):
    """Who is served: 国发〔1982〕62号 draws the line between the first two; survivors are features A19."""

    RETIRED_WITH_HONOURS = "retired_with_honours", _("离休干部")
    RETIRED = "retired", _("退休干部")
    SURVIVOR = "survivor", _("遗属")


class Standing(TextChoices):
    """在册状态: whether the person is still looked after here."""

    ON_ROLL = "on_roll", _("在册")
    DIED = "died", _("已故")
    MOVED = "moved", _("转出")


class PoliticalStatus(TextChoices):
    """GB/T 4762-1984 †."""

    PARTY_MEMBER = "01", _("中共党员")
    PROBATIONARY = "02", _("中共预备党员")
    LEAGUE = "03", _("共青团员")
    REVOLUTIONARY_COMMITTEE = "04", _("民革会员")
    DEMOCRATIC_LEAGUE = "05", _("民盟盟员")
    DEMOCRATIC_CONSTRUCTION = "06", _("民建会员")
    PROMOTING_DEMOCRACY = "07", _("民进会员")
    PEASANTS_AND_WORKERS = "08", _("农工党党员")
    ZHI_GONG = "09", _("致公党党员")
    JIUSAN = "10", _("九三学社社员")
    TAIWAN_LEAGUE = "11", _("台盟盟员")
    NO_PARTY = "12", _("无党派民主人士")
    MASSES = "13", _("群众")


class Period(TextChoices):
    """革命时期: when a cadre retired with honours joined (domain/codes.md, features A25)."""

    RED_ARMY = "red_army", _("红军时期")
    AGAINST_JAPAN = "against_japan", _("抗日战争时期")
    LIBERATION = "liberation", _("解放战争时期")


class Affiliation(TextChoices):
    """隶属关系: which level of government the former unit belongs to."""

    CENTRAL = "central", _("中央驻地方")
    PROVINCIAL = "provincial", _("省属")
    MUNICIPAL = "municipal", _("市属")
    COUNTY = "county", _("区县")
    NEW_AREA = "new_area", _("新区")


class Level(TextChoices):
    """GB/T 12407-2008 †: levels of posts and of treatments."""

    STATE_CHIEF = "101", _("国家级正职")
    STATE_DEPUTY = "102", _("国家级副职")
    PROVINCE_CHIEF = "111", _("省部级正职")
    PROVINCE_DEPUTY = "112", _("省部级副职")
    PREFECTURE_CHIEF = "121", _("厅局级正职")
    PREFECTURE_DEPUTY = "122", _("厅局级副职")
    COUNTY_CHIEF = "131", _("县处级正职")
    COUNTY_DEPUTY = "132", _("县处级副职")
    TOWNSHIP_CHIEF = "141", _("乡科级正职")
    TOWNSHIP_DEPUTY = "142", _("乡科级副职")
    STAFF = "150", _("科员级")
    CLERK = "160", _("办事员级")
    OTHER = "199", _("其他级别")


class LivingArrangement(TextChoices):
    """居住方式, item of the survey of 27 (features A14)."""

    ALONE = "alone", _("独居")
    WITH_SPOUSE = "with_spouse", _("与配偶同住")
    WITH_CHILDREN = "with_children", _("与子女同住")
    WITH_CARER = "with_carer", _("与保姆同住")
    IN_INSTITUTION = "in_institution", _("住养老机构")
    OTHER = "other", pgettext_lazy("living", "其他")


class Housing(TextChoices):
    """住房性质, item of the survey of 27."""

    OWN = "own", _("自有产权")
    PUBLIC = "public", _("公房")
    CHILDREN = "children", _("子女住房")
    RENTED = "rented", _("租住")
    OTHER = "other", pgettext_lazy("housing", "其他")


class Hardship(TextChoices):
    """生活困难情况, item of the survey of 27 (features A07, A10)."""

    NONE = "none", pgettext_lazy("hardship", "无")
    SOME = "some", _("有一定困难")
    SPECIAL = "special", _("特殊困难")


class DailyCarer(TextChoices):
    """日常照料人, item of the survey of 27."""

    SPOUSE = "spouse", pgettext_lazy("carer", "配偶")
    CHILDREN = "children", pgettext_lazy("carer", "子女")
    NANNY = "nanny", pgettext_lazy("carer", "保姆")
    NURSE = "nurse", pgettext_lazy("carer", "护理员")
    OTHER = "other", pgettext_lazy("carer", "其他人")
    NOBODY = "nobody", _("无人照料")


class MaritalStatus(TextChoices):
    """GB/T 2261.2-2003 †."""

    SINGLE = "10", _("未婚")
    MARRIED = "20", _("已婚")
    WIDOWED = "30", _("丧偶")
    DIVORCED = "40", _("离婚")


class Health(TextChoices):
    """健康状况 as the survey of 27 asks it."""

    VERY_GOOD = "very_good", _("很好")
    GOOD = "good", _("较好")
    FAIR = "fair", _("一般")
    POOR = "poor", _("较差")
    VERY_POOR = "very_poor", _("很差")


class SelfCare(TextChoices):
    """自理能力, item of the survey of 27 (features A14)."""

    ABLE = "able", _("能自理")
    PARTLY = "partly", _("部分自理")
    UNABLE = "unable", _("不能自理")


class Senses(TextChoices):
    """视力听力, item of the survey of 27."""

    NORMAL = "normal", pgettext_lazy("senses", "正常")
    POOR_SIGHT = "poor_sight", _("视力差")
    POOR_HEARING = "poor_hearing", _("听力差")
    BOTH_POOR = "both_poor", _("视力听力均差")


class Smartphone(TextChoices):
    """智能手机使用, item of the survey of 27."""

    CANNOT = "cannot", pgettext_lazy("smartphone", "不会")
    SOMEWHAT = "somewhat", pgettext_lazy("smartphone", "一般")
    WELL = "well", pgettext_lazy("smartphone", "熟练")


class Education(TextChoices):
    """GB/T 4658-2006 †."""

    POSTGRADUATE = "10", _("研究生")
    UNIVERSITY = "20", _("大学本科")
    COLLEGE = "30", _("大学专科")
    TECHNICAL = "40", _("中专中技")
    HIGH_SCHOOL = "60", _("高中")
    MIDDLE_SCHOOL = "70", _("初中")
    PRIMARY = "80", _("小学")
    OTHER = "90", pgettext_lazy("education", "其他")


class Kin(TextChoices):
    """Who somebody is to the person, after the first digit of GB/T 4761-2008 †."""

    SPOUSE = "1", pgettext_lazy("kin", "配偶")
    SON = "2", pgettext_lazy("kin", "子")
    DAUGHTER = "3", pgettext_lazy("kin", "女")
    CHILD = "23", pgettext_lazy("kin", "子女")
    GRANDCHILD = "4", pgettext_lazy("kin", "孙")
    PARENT = "5", pgettext_lazy("kin", "父母")
    SIBLING = "7", _("兄弟姐妹")
    NEPHEW_NIECE = "81", pgettext_lazy("kin", "侄甥")
    OTHER = "8", pgettext_lazy("kin", "其他")


class YesNo(TextChoices):
    """A plain question of the survey."""

    YES = "yes", _("是")
    NO = "no", _("否")


class Precision(TextChoices):
    """How exactly a date is known; what is less exact stands on its first day."""

    DAY = "day", _("到日")
    MONTH = "month", _("到月")
    YEAR = "year", _("到年")


class Source(TextChoices):
    """Where a fact comes from."""

    OFFICER = "officer", _("经办人员录入")
    ID_NUMBER = "id_number", _("由身份证号得出")
    ROSTER = "roster", _("名册导入")
    MERGE = "merge", _("合并记录")


class QuestionState(TextChoices):
    """What became of a doubt."""

    OPEN = "open", _("待核实")
    KEPT = "kept", _("原值无误")
    CHANGED = "changed", _("已改正")
    DROPPED = "dropped", _("不再追问")
