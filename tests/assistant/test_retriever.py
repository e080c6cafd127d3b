"""The library inside a LangChain chain."""

from pathlib import Path

import pytest
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough

from assistant.errors import AssistantError
from assistant.retriever import PolicyRetriever
from tests.model_server import KEY, model_server, says
from vectorstore.library import Library

QUESTION = "What R&D intensity must provincial industrial enterprises reach, and by when?"


def test_documents_say_where_they_stand(sample_library: Library) -> None:
    found = PolicyRetriever(library=sample_library, top=3).invoke(QUESTION)
    assert len(found) == 3
    right = next(one for one in found[:2] if "3.5 %" in one.page_content)  # a Chinese list says it nearly as well
    told = right.metadata
    document = next(one for one in map(sample_library.document, range(1, 50)) if one and one.name == told["document"])
    assert document.text[told["start"] : told["end"]] == right.page_content
    assert told["title"].startswith("Revised Implementation Plan")
    assert told["heading"] == "2. Revised targets"
    assert told["page"] is None
    assert found[0].metadata["score"] >= told["score"] >= found[2].metadata["score"]


def test_a_chain_searches_the_library(sample_library: Library) -> None:
    from langchain.chat_models import init_chat_model

    with model_server() as server:
        server.plays = [says("3.5 %")]
        model = init_chat_model("scripted", model_provider="openai", base_url=server.url, api_key=KEY)
        prompt = ChatPromptTemplate.from_template("Context: {context}\nQuestion: {question}")
        retriever = PolicyRetriever(library=sample_library)
        chain = {"context": retriever, "question": RunnablePassthrough()} | prompt | model | StrOutputParser()
        assert "".join(chain.stream(QUESTION)) == "3.5 %"
        assert "must reach 3.5 %" in server.asked[0]["messages"][0]["content"]


def test_a_library_is_opened_by_its_folder(tmp_path: Path) -> None:
    retriever = PolicyRetriever.of(tmp_path)
    try:
        with pytest.raises(AssistantError, match="no documents"):
            retriever.invoke(QUESTION)
    finally:
        retriever.close()
