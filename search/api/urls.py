from django.urls import path

from search.api.views import search, similar, suggestions

urlpatterns = [
    path("search/", search, name="api-search"),
    path("sections/<int:pk>/similar/", similar, name="api-similar"),
    path("suggest/", suggestions, name="api-suggest"),
]
