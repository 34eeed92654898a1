import { createHash } from 'node:crypto';
import onnxProto, { type onnx as Onnx } from 'onnx-proto';

const { onnx } = onnxProto; // a CommonJS module whose exports Node does not see by name

/** Name of a value in the graph. */
export type ValueName = string;

type Attribute = number | readonly number[] | string;

interface GraphNode {
  readonly op: string;
  readonly inputs: readonly ValueName[];
  readonly outputs: readonly ValueName[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** ONNX operator set that the graphs use. */
const OPSET = 17;
const IR_VERSION = 8;

/** Attributes that ONNX types as floats even when they are whole numbers. */
const FLOAT_ATTRIBUTES = new Set(['alpha', 'beta', 'epsilon']);

/**
 * Builds an ONNX graph. The same operation on the same inputs is made once, and what no output needs is left out.
 */
export class GraphBuilder {
  readonly #nodes: GraphNode[] = [];
  readonly #made = new Map<string, readonly ValueName[]>();
  readonly #initializers = new Map<ValueName, Onnx.ITensorProto>();
  readonly #inputs: { name: ValueName; shape: readonly number[] }[] = [];
  #count = 0;

  input(name: ValueName, shape: readonly number[]): ValueName {
    this.#inputs.push({ name, shape });
    return name;
  }

  /** Adds an operation with one output. */
  node(op: string, inputs: readonly ValueName[], attributes: Readonly<Record<string, Attribute>> = {}): ValueName {
    return this.nodes(op, inputs, 1, attributes)[0]!;
  }

  /** Adds an operation with several outputs. */
  nodes(
    op: string,
    inputs: readonly ValueName[],
    outputCount: number,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): readonly ValueName[] {
    const key = JSON.stringify([op, inputs, attributes, outputCount]);
    let outputs = this.#made.get(key);
    if (!outputs) {
      outputs = Array.from({ length: outputCount }, () => `v${this.#count++}`);
      this.#nodes.push({ op, inputs, outputs, attributes });
      this.#made.set(key, outputs);
    }
    return outputs;
  }

  /** A constant of 32-bit floats. */
  floats(values: ArrayLike<number>, shape: readonly number[]): ValueName {
    const raw = new Uint8Array(Float32Array.from(values).buffer);
    return this.#constant(raw, shape, onnx.TensorProto.DataType.FLOAT);
  }

  /** A constant list of integers, such as a shape. */
  integers(values: readonly number[]): ValueName {
    const raw = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return this.#constant(raw, [values.length], onnx.TensorProto.DataType.INT64);
  }

  scalar(value: number): ValueName {
    return this.floats([value], []);
  }

  #constant(raw: Uint8Array, shape: readonly number[], dataType: Onnx.TensorProto.DataType): ValueName {
    // Equal constants are one; a network's weights would make long names.
    const content =
      raw.length > 64 ? createHash('sha256').update(raw).digest('base64') : Buffer.from(raw).toString('base64');
    const name = `c${dataType}_${shape.join('x')}_${content}`;
    if (!this.#initializers.has(name)) {
      this.#initializers.set(name, { name, dims: [...shape], dataType, rawData: raw });
    }
    return name;
  }

  /** The model that computes `outputs` (graph value by output name), as the bytes of a .onnx file. */
  build(outputs: Readonly<Record<string, ValueName>>): Uint8Array {
    const needed = new Set(Object.values(outputs));
    const kept: GraphNode[] = [];
    for (const node of this.#nodes.toReversed()) {
      if (!node.outputs.some((output) => needed.has(output))) continue;
      kept.unshift(node);
      for (const input of node.inputs) needed.add(input);
    }
    const aliases = Object.entries(outputs).map(([name, value]) => ({
      opType: 'Identity',
      input: [value],
      output: [name],
    }));
    const float = (name: string, shape?: readonly number[]): Onnx.IValueInfoProto => ({
      name,
      type: {
        tensorType: {
          elemType: onnx.TensorProto.DataType.FLOAT,
          ...(shape ? { shape: { dim: shape.map((dimValue) => ({ dimValue })) } } : {}),
        },
      },
    });
    const model = onnx.ModelProto.create({
      irVersion: IR_VERSION,
      producerName: 'Alae Studio',
      opsetImport: [{ domain: '', version: OPSET }],
      graph: {
        name: 'alae',
        node: [
          ...kept.map(({ op, inputs, outputs: results, attributes }) => ({
            opType: op,
            input: [...inputs],
            output: [...results],
            attribute: Object.entries(attributes).map(([name, value]) => toAttribute(name, value)),
          })),
          ...aliases,
        ],
        initializer: [...this.#initializers.values()].filter(({ name }) => needed.has(name!)),
        input: this.#inputs.filter(({ name }) => needed.has(name)).map(({ name, shape }) => float(name, shape)),
        output: Object.keys(outputs).map((name) => float(name)),
      },
    });
    return onnx.ModelProto.encode(model).finish();
  }
}

function toAttribute(name: string, value: Attribute): Onnx.IAttributeProto {
  const { AttributeType } = onnx.AttributeProto;
  if (typeof value === 'string') return { name, type: AttributeType.STRING, s: Buffer.from(value) };
  if (typeof value !== 'number') return { name, type: AttributeType.INTS, ints: [...value] };
  if (FLOAT_ATTRIBUTES.has(name)) return { name, type: AttributeType.FLOAT, f: value };
  return { name, type: AttributeType.INT, i: value };
}
