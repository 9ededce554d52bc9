"""English is complete: every text that a page or a command says can be said in English, and none is said around it."""

import ast
import os
import re
import shutil
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from tests.architecture.source import HOUSE, live
from yinling.config.launcher import messages

CATALOGUE = HOUSE / "locale/en/LC_MESSAGES/django.po"
COMMAND = (
    "cd src/yinling && ../../.venv/bin/django-admin makemessages -l en --no-wrap --add-location file --no-obsolete"
)
TOOLS = ("xgettext", "msguniq", "msgmerge", "msgattrib")
CHINESE = re.compile(r"[\u3001-\u9fff\uff00-\uffef]")  # with its punctuation
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
PLACE = re.compile(r"%\(\w+\)[-0-9.]*[a-z]|(?<!%)\{\w+\}")

# Chinese that is no text to translate, and why. Rules, their explanations and the vocabulary that they are written in
# stay Chinese (decisions.rulebook, people.registry.terms): an officer compares them with a document in Chinese.
EXAMPLES = {
    " 包含 [...]", "包含 [ ]", "不包含 [ ]", "距今年数", "距今天数", "个数", "已知", "未知",
    '年龄 >= {高龄起点} and 居住方式 == "独居"', '居住方式 == "独居" or 日常照料人 == "无人照料"',
    'not 婚姻状况 == "丧偶"', '性别 == "女"', '性别 != "女"', "年龄 >= {高龄起点}", '居住方式 in ["独居", "与配偶同住"]',
    '居住方式 not in ["独居", "与配偶同住"]', '兴趣爱好 包含 ["书法", "绘画"]', '兴趣爱好 不包含 ["书法"]',
    "距今年数(离退休时间) >= 10", "距今天数(去世日期) <= 30", "个数(兴趣爱好) >= 2", "已知(所属社区)", "未知(所属社区)",
}  # fmt: skip
NOT_TEXTS = {
    "config/seeding.py": {  # names of people and of a provider
        "王敏", "马丽", "陈刚", "李雪梅", "周海", "和丽芬", "赵立新", "马秀兰", "田军", "孙静", "丁强", "何兰", "罗军",
        "惠民居家服务（演示）",
    },
    "config/importing/headings.py": {"序号", "不导入", "＝"},  # words that are typed, beside the terms' own names
    "config/importing/keepers.py": {"老干部局", "局", "部", "委", "办", "办公室", "政府", "委员会"},  # names of bodies
    "config/importing/rosters.py": {"是"},  # as below
    "config/keeping/restore.py": {"是"},  # as below
    "config/launcher/fresh.py": {"是"},  # an answer that is understood beside `yes`
    "config/launcher/keys.py": {"# 银龄密钥：请妥善备份，切勿外传。 Keys of this installation: keep a copy, show it to nobody.\n"},
    "config/launcher/trust.py": {"# 核验凭证时信任的日志公钥，请另存一份。 The journal's public key: keep a copy elsewhere.\n"},
    "web/desk/forms/drafts.py": {"是", "否"},  # answers that are understood in either language
    "web/desk/rule_fields.py": {r"(?<=\uff08)地区(\w+)(?=[\uff09\uff0c])"},  # how the rulebook's problems name an area
    "web/field/forms/offer.py": {"："},  # a reason is kept in Chinese, whoever reads it
    "web/desk/rule_words.py": EXAMPLES,  # conditions, in the one language that rules are written in
}  # fmt: skip
DICTIONARIES = {"unpack.js"}  # what the QR code of a receipt is packed with; nobody reads it
IN_TEMPLATES = {"parts/language.html": "中文"}  # a language is named in itself


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def _said(message):
    """Source and translation, each as the tuple of its forms."""
    source = message.id if isinstance(message.id, tuple) else (message.id,)
    english = message.string if isinstance(message.string, tuple) else (message.string,)
    return source, english


def test_nothing_is_empty_doubtful_or_left_over(catalogue):
    doubtful = [m.id for m in catalogue if m.id and (m.fuzzy or not all(_said(m)[1]))]
    assert (doubtful, list(catalogue.obsolete)) == ([], [])


def test_english_is_english(catalogue):
    chinese = [m.id for m in catalogue if m.id and any(CHINESE.search(form) for form in _said(m)[1])]
    assert chinese == ["中文"]


def test_values_are_the_same_on_both_sides(catalogue):
    differ = [
        m.id
        for m in catalogue
        if m.id
        for source, english in [_said(m)]
        if {frozenset(PLACE.findall(form)) for form in (*source, *english)} != {frozenset(PLACE.findall(source[0]))}
    ]
    assert differ == []


# slow: copies the source and runs xgettext over it, about three seconds
@pytest.mark.slow
def test_every_text_of_the_source_has_its_english(catalogue, tmp_path):
    if missing := [tool for tool in TOOLS if shutil.which(tool) is None]:
        pytest.skip(f"gettext is not installed here: {', '.join(missing)}")
    tree = tmp_path / "yinling"
    left_out = shutil.ignore_patterns("__pycache__", "static", "migrations", "data", "locale")
    shutil.copytree(HOUSE, tree, ignore=left_out)
    (tree / "locale").mkdir()
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "-v", "0"]
    subprocess.run(command, cwd=tree, env=kept, check=True)
    with (tree / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        wanted = {m.id for m in read_po(file) if m.id}
    have = {m.id for m in catalogue if m.id}
    assert (wanted - have, have - wanted) == (set(), set()), f"run: {COMMAND}, and translate"


def _strings(tree):
    """Every string in code, with whether it is marked for translation; docstrings are none."""
    marked, silent = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in MARKS:
                marked |= {id(part) for argument in node.args for part in ast.walk(argument)}
        elif isinstance(node, ast.Expr):
            silent.add(id(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node, id(node) in marked


def test_no_door_says_chinese_past_the_catalogue():
    bare = {}
    for module in live():
        where = str(module.path.relative_to(HOUSE))
        if where.split("/", maxsplit=1)[0] in {"web", "config"}:
            found = {s.value for s, marked in _strings(module.tree) if CHINESE.search(s.value) and not marked}
            bare[where] = found - NOT_TEXTS.get(where, set())
    assert {where: texts for where, texts in bare.items() if texts} == {}


def test_no_text_is_marked_where_xgettext_does_not_look():
    """A gettext call inside an f-string is not collected."""
    lost = [
        f"{module.where}:{node.lineno}"
        for module in live()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in MARKS
    ]
    assert lost == []


_TAGS = re.compile(
    r"\{%\s*trans(late)?\s.*?%\}|\{%\s*blocktrans(late)?\b.*?\{%\s*endblocktrans(late)?\s*%\}|\{#.*?#\}"
    r"|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|_\((\"[^\"]*\"|'[^']*')\)",
    re.DOTALL,
)


def _bare_in_template(text):
    return [line.strip() for line in _TAGS.sub("", text).splitlines() if CHINESE.search(line)]


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_says_chinese_past_the_catalogue(path):
    allowed = IN_TEMPLATES.get("/".join(path.parts[-2:]), "")
    text = path.read_text("utf-8")
    assert _bare_in_template(text.replace(allowed, "") if allowed else text) == []


@pytest.mark.parametrize(
    "path", sorted([*HOUSE.rglob("*.js"), *HOUSE.rglob("*.css"), *HOUSE.rglob("*.svg")]), ids=lambda path: path.name
)
def test_nothing_served_as_a_file_says_chinese(path):
    assert path.name in DICTIONARIES or CHINESE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("<p>{% translate '您好' %}</p>", []),
        ('<p title="{% translate "您好" %}">{# 注 #}</p>{% comment %}注{% endcomment %}', []),
        ("{% blocktranslate with a=b %}您好 {{ a }}\n再见{% endblocktranslate %}", []),
        ("{% translate '您好' %}\n<p>再见</p>", ["<p>再见</p>"]),
    ],
)
def test_the_reader_of_templates_reads_right(text, bare):
    assert _bare_in_template(text) == bare


_TEXT = re.compile(
    r"""\{%\s*translate\s+(?P<quote>["'])(?P<plain>.*?)(?P=quote)\s*%\}"""
    r"|\{%\s*blocktranslate[^%]*%\}(?P<block>.*?)\{%\s*endblocktranslate\s*%\}",
    re.DOTALL,
)
_VALUE, _PLURAL = re.compile(r"\{\{\s*(\w+)\s*\}\}"), re.compile(r"\{%\s*plural\s*%\}")
_ON = re.compile(
    r"(?:</?(?:strong|b|em|i|span|code|time|a)\b[^>]*>|\{%\s*(?:if\b[^%]*|endif)\s*%\})*(?=\{\{|\{%\s*(?:block)?translate|\w)"
)


def _glued(template, english):
    """Texts that end with a Chinese mark, which has its own room, and whose English runs into what follows."""
    for found in _TEXT.finditer(template):
        text = found["plain"] or _PLURAL.split(_VALUE.sub(r"%(\1)s", found["block"] or ""))[0]
        follows = _ON.match(template, found.end())
        if text[-1:] not in set("：；，。") or follows is None:
            continue
        after = _TEXT.match(template, follows.end())
        opens = english.get(after["plain"] or "", "") if after else ""
        if not english[text].endswith(" ") and not opens.startswith((" ", ",", ";")):
            yield text


def _english(catalogue):
    return {source[0]: said[0] for source, said in (_said(m) for m in catalogue if m.id)}


def test_english_does_not_run_into_what_follows(catalogue):
    """A full-width mark holds its own room; an English one wants a space before a value or another text."""
    english = _english(catalogue)
    glued = {
        str(path.relative_to(HOUSE)): list(_glued(path.read_text("utf-8"), english)) for path in HOUSE.rglob("*.html")
    }
    assert {name: texts for name, texts in glued.items() if texts} == {}


@pytest.mark.parametrize(
    ("template", "glued"),
    [
        ('{% translate "甲：" %}{{ value }}', ["甲："]), ('{% translate "甲：" %} {{ value }}', []),
        ('<strong>{% translate "甲：" %}</strong>{% blocktranslate %}乙{% endblocktranslate %}', ["甲："]),
        ('{% translate "甲：" %}<b>{% if a %}{{ a }}{% endif %}</b>', ["甲："]), ('{% translate "甲：" %}<p>{{ a }}', []),
        ('{% if a %}{% translate "甲：" %}{% else %}{% translate "乙" %}{% endif %}', []),
        ('{% translate "丙：" %}{{ value }}', []),
    ],
)  # fmt: skip
def test_the_reader_of_glued_texts_reads_right(template, glued):
    assert list(_glued(template, {"甲：": "A:", "乙": "b", "丙：": "C: "})) == glued


@pytest.fixture
def english(client):
    """A browser whose owner has chosen English; the catalogue is compiled as the launcher does it."""
    messages.compile_all()
    client.cookies["yl_language"] = "en"
    return client


@pytest.mark.parametrize("address", ["/sign-in", "/no-such-page"])
def test_a_page_in_english(sides, english, address):
    sides.owner()
    text = english.get(address).content.decode()
    assert CHINESE.findall(text.replace("中文", "")) == []
    assert 'lang="en"' in text
