"""The library as a LangChain retriever, for chains and agents written elsewhere."""

from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.assistant import Assistant
from assistant.bootstrap import open_library
from assistant.settings import Settings
from vectorstore.embedding import default_embedder
from vectorstore.filter import IN_FORCE, Filter


class PolicyRetriever(BaseRetriever):
    """Finds passages of a library as LangChain documents, best first.

    Their metadata hold `document` (the file's name), `title`, `issuer`, `issued`, `heading` (the heading path), `page` (None
    where the format has no pages), `start` and `end` (offsets in the document's text) and `score`. Bad questions raise
    AssistantError.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Any
    top: int = 8
    only: Any = IN_FORCE

    @classmethod
    def of(cls, directory: str | Path, embedder: str = "", top: int = 8, only: Filter = IN_FORCE) -> "PolicyRetriever":
        """Open the library in `directory`, with the default embedder where none is named; this process holds it until `close`."""
        return cls(library=open_library(Settings(data=Path(directory), embedder=embedder or default_embedder())), top=top, only=only)

    def close(self) -> None:
        """Let the library go."""
        self.library.close()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002 # LangChain gives it by this name
        found = []
        for match in Assistant(self.library).search(query, self.top, self.only):
            passage, document = match.passage, self.library.document(match.passage.span.document_id)
            if document is None:
                continue
            metadata = {
                "document": passage.document,
                "title": passage.title,
                "issuer": document.issuer,
                "issued": document.issued,
                "heading": passage.heading,
                "page": document.page_at(passage.span.start),
                "start": passage.span.start,
                "end": passage.span.end,
                "score": match.score,
            }
            found.append(Document(passage.text, id=str(passage.id), metadata=metadata))
        return found
