"""Makes card.ttf from the npm package that the site's own fonts come from: one static weight, all its scripts.

    pip install fonttools==4.68.0 brotli==1.2.1
    python3 crates/cli/fonts/make_font.py node_modules/@fontsource-variable/source-serif-4/files

The licence (OFL.txt) reserves the font's name for its own releases, so this excerpt has another one.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

WEIGHT = 600
NAME = "StudyBuddy Card"
SCRIPTS = ["latin", "latin-ext", "greek", "cyrillic", "vietnamese"]

files = Path(sys.argv[1])
here = Path(__file__).parent
parts = []
for script in SCRIPTS:
    font = TTFont(files / f"source-serif-4-{script}-wght-normal.woff2")
    font.flavor = None
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHT})
    for table in ("GSUB", "STAT"):
        if table in font:
            del font[table]
    parts.append(str(here / f"{script}.ttf"))
    font.save(parts[-1])

font = Merger().merge(parts)
for part in parts:
    Path(part).unlink()
options = subset.Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 4, 6, 13, 14])
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=list(font.getBestCmap()))
subsetter.subset(font)
for record in font["name"].names:
    if record.nameID in (1, 4):
        record.string = NAME
    elif record.nameID == 6:
        record.string = NAME.replace(" ", "")
font.save(here / "card.ttf")
