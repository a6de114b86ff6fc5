import contextlib
import re
import socket

import numpy as np
import pytest

from stelsel.analyse.abc import compute_abc, create_grafiek_abc
from stelsel.analyse.clienten_en_kosten import compute_kostenbeeld, compute_staven, create_grafiek_staven
from stelsel.analyse.verdeling import compute_lorenz, create_grafiek_lorenz
from stelsel.apps.web.render.grafiek import (
    Grafiek,
    TekenenMislukt,
    _teken,
    render_grafiek,
    render_grafieken,
)

KOSTEN = np.arange(1, 1001) * 10_000


@pytest.fixture(scope="module")
def svgs():
    kosten = compute_kostenbeeld(KOSTEN)
    staven = compute_staven(KOSTEN, drempel=10)
    return render_grafieken(
        [
            Grafiek(
                create_grafiek_lorenz(compute_lorenz(KOSTEN, drempel=10), top10=0.46), "Een lijn & meer."
            ),
            Grafiek(create_grafiek_abc(compute_abc(KOSTEN)), "Twee balken."),
            Grafiek(create_grafiek_staven(staven, kostenbeeld=kosten), "Staven."),
        ]
    )


def test_a_chart_is_one_image_with_a_dutch_name(svgs):
    lorenz = svgs[0]
    titel, omschrijving = re.search(r'aria-labelledby="(\S+) (\S+)"', lorenz).groups()

    assert lorenz.count('role="img"') == 1
    assert f'<title id="{titel}">10 % van de cliënten krijgt 46 % van het geld</title>' in lorenz
    assert f'<desc id="{omschrijving}">Een lijn &amp; meer.</desc>' in lorenz


def test_no_english_for_a_screen_reader(svgs):
    assert [re.findall(r"aria-(?!labelledby|hidden)\w+=|aria-roledescription", svg) for svg in svgs] == [
        [],
        [],
        [],
    ]
    assert [len(re.findall(r'\srole="', svg)) for svg in svgs] == [1, 1, 1]


def test_passes_a_strict_security_policy_and_fits_any_width(svgs):
    for svg in svgs:
        assert re.findall(r"<style|<script|\sstyle=|\son\w+=|href=|<image|<foreignObject", svg) == []
        assert re.search(r"<svg[^>]*\s(?:width|height)=", svg) is None


def test_identifiers_are_unique_on_a_page(svgs):
    ids = re.findall(r'\bid="([^"]+)"', "".join(svgs))

    assert len(ids) == len(set(ids))


def test_dutch_numbers_and_the_type_of_the_page(svgs):
    assert re.search(r"€ 5\.000 tot € 10\.000<", svgs[2])
    assert set(re.findall(r'font-family="([^"]+)"', "".join(svgs))) == {"Noto Sans"}


def test_the_same_chart_is_drawn_once_and_the_same():
    grafiek = Grafiek(create_grafiek_abc(compute_abc(KOSTEN)), "Twee balken.")

    assert render_grafiek(grafiek) == render_grafiek(grafiek)


def test_another_process_takes_the_drawing_of_the_first(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    grafiek = Grafiek(create_grafiek_abc(compute_abc(KOSTEN + 1)), "Twee balken.")
    _teken.cache_clear()
    eerste = render_grafiek(grafiek)
    (bewaard,) = (tmp_path / "tekeningen").iterdir()

    _teken.cache_clear()
    assert render_grafiek(grafiek) == eerste
    bewaard.write_text('["<svg viewBox=\\"0 0 1 1\\">van schijf</svg>"]', "utf-8")
    _teken.cache_clear()
    assert "van schijf" in render_grafiek(grafiek)
    bewaard.write_text("[", "utf-8")
    _teken.cache_clear()
    assert render_grafiek(grafiek) == eerste


def test_nothing_is_fetched():
    with socket.create_server(("127.0.0.1", 0)) as luisteraar:
        luisteraar.setblocking(False)
        adres = f"http://127.0.0.1:{luisteraar.getsockname()[1]}/x.csv"
        vega = {"title": {"text": "x"}, "data": {"url": adres}, "mark": "bar"}

        with contextlib.suppress(TekenenMislukt):
            render_grafiek(Grafiek(vega, "x"))

        with pytest.raises(BlockingIOError):
            luisteraar.accept()


def test_a_description_that_is_none_fails_with_its_own_error():
    with pytest.raises(TekenenMislukt):
        render_grafiek(Grafiek({"mark": 7, "title": {"text": "x"}}, "x"))
