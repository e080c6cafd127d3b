"""The routes by which administrators change documents: properties, collections, pairs, reading again, removing and undoing that."""

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Body, Request, Response
from fastapi.responses import JSONResponse

from assistant.records.history import change_of, subject_of_document
from assistant.records.users import User
from assistant.web.removing import read_anew
from assistant.web.removing import remove as remove_document
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.state import AppState
from ingest.metadata.stated import checked_properties
from vectorstore.document import PROPERTIES, DocumentSummary

_Name = Annotated[str, Body(max_length=1000, embed=True)]
_Names = Annotated[list[Annotated[str, Body(max_length=1000)]], Body(min_length=1, max_length=1000, embed=True)]
_Id = Annotated[int, Body(ge=0, lt=2**63, embed=True)]
_Version = Annotated[int, Body(ge=0, lt=2**63)]
"""The version of its history in which the page showed what is changed; 0 where it was never changed."""
_Ids = Annotated[list[Annotated[int, Body(ge=0, lt=2**63)]], Body(min_length=1, max_length=1000, embed=True)]


def administrator(request: Request) -> User:
    """Give who asks; raises RefusedError where it is no administrator."""
    return user_of(request, "administrator")


def add_changes(router: APIRouter, state: AppState) -> None:
    """Add the routes."""
    _add_properties(router, state)
    _add_collections(router, state)
    _add_pairing(router, state)
    _add_removal(router, state)


def _known(state: AppState, names: Sequence[str]) -> list[DocumentSummary]:
    """Give the documents called so; raises RefusedError where one is none."""
    known = {entry.name: entry for entry in state.library.entries()}
    if any(name not in known for name in names):
        raise RefusedError(400, "There is no such document.")
    return [known[name] for name in dict.fromkeys(names)]


def _add_properties(router: APIRouter, state: AppState) -> None:
    library, records, uploads = state.library, state.records, state.uploads

    @router.post("/documents/properties")
    def properties(
        request: Request, name: Annotated[str, Body(max_length=1000)], properties: Annotated[dict[str, str], Body()], version: _Version = 0
    ) -> Response:
        user = administrator(request)
        (entry,) = _known(state, [name])
        stated = {key: value.strip() for key, value in properties.items() if key in PROPERTIES}
        checked = checked_properties({key: value for key, value in stated.items() if value}, strict=True)
        given = checked | {key: "" for key, value in stated.items() if not value}
        before = {key: getattr(entry, key) for key in given} | library.given(entry.source)
        made = [change_of(user.name, key, before[key], value) for key, value in given.items()]
        with records.history.changing(subject_of_document(entry.source), version, made):
            library.give(entry.source, given)
        records.audit.note(user.name, "edit", name)
        return JSONResponse({"ids": [uploads.again(name, user.name).id]})

    @router.post("/documents/confirm")
    def confirm(request: Request, name: _Name, property: Annotated[str, Body(max_length=20)], version: _Version = 0) -> Response:
        """Keep that a guess is right; nothing needs to be read again."""
        user = administrator(request)
        (entry,) = _known(state, [name])
        values = {key: getattr(entry, key) for key in ("title", "issuer")}
        if property not in values:
            raise RefusedError(400, "There is no such property.")
        with records.history.changing(subject_of_document(entry.source), version, []):
            library.give(entry.source, {property: values[property]})
        records.audit.note(user.name, "edit", name)
        return JSONResponse({})

    @router.post("/documents/again")
    def again(request: Request, names: _Names) -> Response:
        user = administrator(request)
        ids = []
        for entry in _known(state, names):
            records.audit.note(user.name, "read again", entry.name)
            ids.append(uploads.renew(entry.name, user.name).id)
        return JSONResponse({"ids": ids})


def _add_collections(router: APIRouter, state: AppState) -> None:
    collections, audit = state.records.collections, state.records.audit

    @router.post("/documents/collect")
    def collect(request: Request, names: _Names, collection: _Id = 0, name: Annotated[str, Body(max_length=1000)] = "") -> Response:
        """Put documents into a collection, or into a new one called `name`; tell which were not in it."""
        user = administrator(request)
        _known(state, names)
        id = collection or collections.create(name).id
        added = collections.put(id, names, user.name)
        audit.note(user.name, "collect", f"{id}: {', '.join(sorted(added))}")
        return JSONResponse({"collection": id, "names": sorted(added)})

    @router.post("/documents/uncollect")
    def uncollect(request: Request, names: _Names, collection: _Id) -> Response:
        user = administrator(request)
        taken = collections.take(collection, names, user.name)
        audit.note(user.name, "uncollect", f"{collection}: {', '.join(sorted(taken))}")
        return JSONResponse({"collection": collection, "names": sorted(taken)})

    @router.post("/documents/collection/rename")
    def rename(request: Request, collection: _Id, name: Annotated[str, Body(max_length=1000)], version: _Version = 0) -> Response:
        user = administrator(request)
        collections.rename(collection, name, user.name, version)
        audit.note(user.name, "edit", f"{collection}: {name}")
        return JSONResponse({})

    @router.post("/documents/collection/delete")
    def delete(request: Request, collection: _Id, version: _Version = 0) -> Response:
        """Forget a collection; tell what it was, so that it can be made again."""
        user = administrator(request)
        gone = collections.delete(collection, version)
        audit.note(user.name, "remove", gone.name)
        return JSONResponse({"name": gone.name, "names": sorted(gone.documents)})


def _add_pairing(router: APIRouter, state: AppState) -> None:
    library, records = state.library, state.records

    def add(verb: str, relate: Callable[[str, str], None]) -> None:
        @router.post(f"/documents/{verb}")
        def related(request: Request, name: _Name, other: _Name) -> Response:
            user = administrator(request)
            relate(name, other)
            records.audit.note(user.name, verb, f"{name}, {other}")
            return JSONResponse({})

    add("pair", library.pair)
    add("part", library.part)


def _add_removal(router: APIRouter, state: AppState) -> None:
    library, records, uploads = state.library, state.records, state.uploads

    @router.post("/documents/remove")
    def remove(request: Request, names: _Names, ids: Annotated[dict[str, int] | None, Body(max_length=1000)] = None) -> Response:
        """Remove documents; `ids` are those of the versions that the page showed."""
        user = administrator(request)
        entries = _known(state, names)
        if stale := next((entry for entry in entries if (ids or {}).get(entry.name, entry.id) != entry.id), None):
            raise read_anew(stale)
        removals = [remove_document(state, entry, user.name) for entry in entries]
        return JSONResponse({"removals": removals})

    @router.post("/documents/undo")
    def undo(request: Request, removals: _Ids) -> Response:
        user = administrator(request)
        ids = []
        kept = [(*records.removed.kept(id), id) for id in dict.fromkeys(removals)]
        if again := next((name for name, original, *_ in kept if original.source in library.hashes()), None):
            raise RefusedError(409, "“{name}” was brought anew since it was removed; that one stays.", name=again)
        for name, original, stated, removal in kept:
            ids.append(uploads.put_back(name, original, stated, user.name, removal).id)
            records.audit.note(user.name, "undo removal", name)
        return JSONResponse({"ids": ids})
