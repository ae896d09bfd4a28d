"""Write the trained tagger as the product reads it: ONNX with eight-bit weights, and its vocabulary.

usage: python -m training.tagger.export ENCODER_FOLDER TRAINED_FOLDER OUT_FILE [--full]
"""

import argparse
import shutil
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.tagger.network import Tagger


def quantize(full: Path, made: Path) -> None:
    """Write the weights in eight bits, but for the last line: rounding the answers themselves cost six points of F1."""
    heads = [
        node.name
        for node in onnx.load(full).graph.node
        if node.op_type == "MatMul" and "layer" not in node.name
    ]
    quantize_dynamic(
        str(full),
        str(made),
        weight_type=QuantType.QInt8,
        per_channel=True,
        nodes_to_exclude=heads,
        extra_options={"MatMulConstBOnly": True},
    )


def main() -> None:
    """Export, quantise unless --full, and copy the vocabulary beside it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("encoder", type=Path)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--full", action="store_true", help="keep the weights as they are, for comparison")
    args = parser.parse_args()
    network = Tagger(str(args.encoder))
    network.load_state_dict(torch.load(args.trained / "tagger.pt"))
    network.eval()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    made = args.out
    full = made if args.full else args.trained / "full.onnx"
    sample = torch.tensor([[101, 2023, 2003, 102]])
    torch.onnx.export(
        network,
        (sample,),
        str(full),
        input_names=["ids"],
        output_names=["words", "note"],
        dynamic_axes={
            "ids": {0: "texts", 1: "tokens"},
            "words": {0: "texts", 1: "tokens"},
            "note": {0: "texts"},
        },
        opset_version=17,
        dynamo=False,
    )
    if not args.full:
        quantize(full, made)
    shutil.copy(args.encoder / "vocab.txt", args.out.with_name("vocabulary.txt"))
    print(f"{made.stat().st_size / 1e6:.1f} MB in {made}")


if __name__ == "__main__":
    main()
