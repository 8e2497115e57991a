"""Text recognition (rapidocr on onnxruntime), set up for KTP cards. Only ever loaded in the child process.

The settings were measured (docs/adapters/ktp-reader.md): the direction classifier takes the NIK's typeface for writing
upside down, so it stays off; one thread, because a village's machine has other things to do.
"""

import io
from pathlib import Path
from typing import Any

import numpy as np
import rapidocr
from PIL import Image
from rapidocr import RapidOCR

from tatadesa.gateways.ktp_reader.layout import Box

_MODELS = Path(rapidocr.__file__).with_name("models")
_LONGEST_SIDE = 2000
_SETTINGS = {
    "Global.use_cls": False,
    "Global.log_level": "error",
    "Global.max_side_len": _LONGEST_SIDE,
    "Det.limit_side_len": 960,
    "Det.limit_type": "max",
    # Named, so that nothing is ever fetched: they come inside the package.
    "Det.model_path": str(_MODELS / "PP-OCRv6_det_small.onnx"),
    "Rec.model_path": str(_MODELS / "PP-OCRv6_rec_small.onnx"),
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def opened(jpeg: bytes) -> Image.Image:
    """The picture of a JPEG in RGB, at most 2,000 px long."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
        picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
        return picture.convert("RGB")


class Recogniser:
    """Both models in memory, about 0.45 GB while working."""

    def __init__(self) -> None:
        self._engine = RapidOCR(params=_SETTINGS)

    def boxes(self, picture: Image.Image) -> list[Box]:
        """Every piece of writing on ``picture``, with its four corners in pixels."""
        found: Any = self._engine(_pixels(picture), use_det=True, use_rec=True, return_word_box=False)
        if found.boxes is None:
            return []
        return [
            Box(text, float(score), tuple((float(x), float(y)) for x, y in corners))
            for text, score, corners in zip(found.txts, found.scores, found.boxes, strict=True)
        ]

    def line(self, picture: Image.Image) -> tuple[str, float]:
        """The text of a picture of one line, and how sure the least sure letter is (0 to 1)."""
        found: Any = self._engine(_pixels(picture), use_det=False, use_rec=True, return_word_box=True)
        if not found.txts or not found.txts[0]:
            return "", 0.0
        return found.txts[0], float(min(found.word_results[0].confs))


def _pixels(picture: Image.Image) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """As the models were trained: blue, green, red."""
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
