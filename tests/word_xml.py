"""Pieces of the XML of Word files."""

from __future__ import annotations

from tests.office_files import paragraph

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="Заголовок 1"/>
<w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="t2"><w:name w:val="Тақырып 2"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="Бөлім аты"/>
<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="heir"><w:name w:val="Мұрагер"/><w:basedOn w:val="own"/></w:style>
<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/><w:basedOn w:val="a1"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="Шеңбер"/><w:basedOn w:val="loop"/></w:style>
"""


def styled(style: str, words: str) -> str:
    return paragraph(words, f'<w:pStyle w:val="{style}"/>')


def item(words: str, depth: int = 0, list_id: int = 1) -> str:
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(depth: int, form: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/>{more}</w:lvl>'
    )


def numbering(*levels_of_list: str, instances: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels_of_list)}</w:abstractNum>{instances}'


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
