"""The multilingual default model: multilingual-e5-small, read from 4-bit weights and run by ONNX Runtime."""
