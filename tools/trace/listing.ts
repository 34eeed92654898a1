import onnxProto, { type onnx as Onnx } from 'onnx-proto';

const { onnx } = onnxProto; // a CommonJS module whose exports Node does not see by name

/** Constants of up to so many numbers are shown, longer ones by their shape. */
const SHOWN_NUMBERS = 4;

/**
 * The operations of an ONNX model in their order, one line each: `v1 = Add(v0, [0.5, 1]) {axis: 1}`.
 * @param model the bytes of a .onnx file
 */
export function listNodes(model: Uint8Array): string[] {
  const { node, initializer } = onnx.ModelProto.decode(model).graph!;
  const constants = new Map((initializer ?? []).map((tensor) => [tensor.name, constantText(tensor)]));
  return (node ?? []).map(({ opType, input, output, attribute }) => {
    const inputs = (input ?? []).map((name) => constants.get(name) ?? name).join(', ');
    const attributes = (attribute ?? []).map((one) => `${one.name}: ${attributeText(one)}`).join(', ');
    return `${(output ?? []).join(', ')} = ${opType}(${inputs})${attributes && ` {${attributes}}`}`;
  });
}

/** A weight is called by its name. */
function constantText({ name, dims, dataType, rawData }: Onnx.ITensorProto): string {
  if (!/^c\d+_/.test(name!)) return name!;
  const bytes = Uint8Array.from(rawData!).buffer;
  const { FLOAT } = onnx.TensorProto.DataType;
  const numbers = Array.from(dataType === FLOAT ? new Float32Array(bytes) : new BigInt64Array(bytes), Number);
  if (numbers.length > SHOWN_NUMBERS) return `constant [${dims!.join(', ')}]`;
  const text = numbers.map((n) => Number(n.toPrecision(6))).join(', ');
  return dims!.length === 0 ? text : `[${text}]`;
}

function attributeText({ type, f, i, s, ints }: Onnx.IAttributeProto): string {
  const { FLOAT, INT, STRING } = onnx.AttributeProto.AttributeType;
  if (type === FLOAT) return String(Number(f!.toPrecision(6)));
  if (type === INT) return String(i);
  if (type === STRING) return Buffer.from(s!).toString();
  return `[${ints!.join(', ')}]`;
}
