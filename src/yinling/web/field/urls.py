"""Addresses of the field door. The address on a card, /c/<token>, stands outside: it is printed and stays short."""

from django.urls import path

from yinling.web.field.pages import task, tasks

app_name = "field"
urlpatterns = [
    path("", tasks.tasks, name="tasks"),
    path("tasks/<uuid:task>", task.task, name="task"),
    path("tasks/<uuid:task>/take", tasks.take, name="take"),
    path("tasks/<uuid:task>/decline", tasks.decline, name="decline"),
    path("tasks/<uuid:task>/give-back", task.give_back, name="give_back"),
    path("tasks/<uuid:task>/check-in", task.check_in, name="check_in"),
    path("tasks/<uuid:task>/finish", task.finish, name="finish"),
    path("tasks/<uuid:task>/confirm", task.confirm, name="confirm"),
]
