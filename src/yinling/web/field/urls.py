"""Addresses of the field door. The address on a card, /c/<token>, stands outside: it is printed and stays short."""

from django.urls import path

from yinling.web.field.pages import arriving, task, tasks, visit

app_name = "field"
urlpatterns = [
    path("", tasks.tasks, name="tasks"),
    path("tasks/<uuid:task>", task.task, name="task"),
    path("tasks/<uuid:task>/take", tasks.take, name="take"),
    path("tasks/<uuid:task>/decline", tasks.decline, name="decline"),
    path("tasks/<uuid:task>/give-back", task.give_back, name="give_back"),
    path("tasks/<uuid:task>/no-show", task.no_show, name="no_show"),
    path("tasks/<uuid:task>/check-in", arriving.check_in, name="check_in"),
    path("tasks/<uuid:task>/check-in-place", arriving.check_in_by_place, name="check_in_by_place"),
    path("tasks/<uuid:task>/send-code", arriving.send_code, name="send_code"),
    path("tasks/<uuid:task>/check-in-phone", arriving.check_in_by_phone, name="check_in_by_phone"),
    path("tasks/<uuid:task>/photo", visit.photo, name="photo"),
    path("tasks/<uuid:task>/photos/<uuid:photo>", visit.picture, name="picture"),
    path("tasks/<uuid:task>/finish", visit.finish, name="finish"),
    path("tasks/<uuid:task>/confirm", task.confirm, name="confirm"),
]
