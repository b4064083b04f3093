from django.urls import path

from search.views import search, search_help

urlpatterns = [
    path("", search, name="search"),
    path("search/help/", search_help, name="search-help"),
]
