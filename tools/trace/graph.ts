import { createHash } from 'node:crypto';
import onnxProto, { type onnx as Onnx } from 'onnx-proto';

const { onnx } = onnxProto; // a CommonJS module whose exports Node does not see by name

/** Name of a value in the graph. */
export type ValueName = string;

/** Lengths of the axes; one that is open has a name. */
export type GraphShape = readonly (number | string)[];

type Attribute = number | readonly number[] | string;

interface GraphNode {
  readonly op: string;
  readonly inputs: readonly ValueName[];
  readonly outputs: readonly ValueName[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** What a file says about the graph besides the graph itself. */
interface GraphNotes {
  readonly shapes?: Readonly<Record<string, GraphShape>>;
  readonly metadata?: Readonly<Record<string, string>>;
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
  readonly #inputs: { name: ValueName; shape: GraphShape }[] = [];
  #count = 0;

  input(name: ValueName, shape: GraphShape): ValueName {
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

  /** A weight: a constant of 32-bit floats with a name of its own. */
  weight(name: string, values: Float32Array, shape: readonly number[]): ValueName {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#initializers.set(name, { name, dims: [...shape], dataType: onnx.TensorProto.DataType.FLOAT, rawData });
    return name;
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

  /**
   * This graph with the batch size left open. What depends on it is found by comparing with a recording of the same
   * computation at another batch size: axes of inputs get a name, and a Reshape infers its one length that differs.
   * @param axisName names the open axes of an input
   * @throws Error where the two differ in anything else, which a graph for any batch size cannot express
   */
  withOpenBatch(other: GraphBuilder, axisName: (input: ValueName) => string): GraphBuilder {
    const open = new GraphBuilder();
    for (const [name, initializer] of this.#initializers) open.#initializers.set(name, initializer);
    const pairs = <T>(ours: readonly T[], theirs: readonly T[]): [T, T][] => {
      if (ours.length !== theirs.length) throw new Error('The batch size decides which operations there are.');
      return ours.map((own, i) => [own, theirs[i]!]);
    };
    for (const [{ name, shape }, { shape: otherShape }] of pairs(this.#inputs, other.#inputs)) {
      open.input(
        name,
        pairs(shape, otherShape).map(([n, m]) => (n === m ? n : axisName(name))),
      );
    }
    for (const [node, otherNode] of pairs(this.#nodes, other.#nodes)) {
      const inputs = pairs(node.inputs, otherNode.inputs).map(([input, otherInput], i) => {
        if (input === otherInput) return input;
        const isShape = node.op === 'Reshape' && i === 1;
        const lengths = isShape ? pairs(this.#integersOf(input), other.#integersOf(otherInput)) : [];
        if (lengths.filter(([n, m]) => n !== m).length === 1) {
          return open.integers(lengths.map(([n, m]) => (n === m ? n : -1)));
        }
        throw new Error(`Input ${i} of a ${node.op} depends on the batch size.`);
      });
      if (node.op !== otherNode.op || JSON.stringify(node.attributes) !== JSON.stringify(otherNode.attributes)) {
        throw new Error(`A ${node.op} depends on the batch size.`);
      }
      open.#nodes.push({ ...node, inputs });
    }
    return open;
  }

  #integersOf(constant: ValueName): number[] {
    const { rawData } = this.#initializers.get(constant)!;
    return Array.from(new BigInt64Array(Uint8Array.from(rawData!).buffer), Number);
  }

  /**
   * The model that computes `outputs` (graph value by output name), as the bytes of a .onnx file.
   * @param shapes of outputs, by name, for readers of the file
   * @param metadata texts by name, for readers of the file
   */
  build(outputs: Readonly<Record<string, ValueName>>, { shapes = {}, metadata = {} }: GraphNotes = {}): Uint8Array {
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
    const float = (name: string, shape?: GraphShape): Onnx.IValueInfoProto => ({
      name,
      type: {
        tensorType: {
          elemType: onnx.TensorProto.DataType.FLOAT,
          ...(shape
            ? { shape: { dim: shape.map((n) => (typeof n === 'number' ? { dimValue: n } : { dimParam: n })) } }
            : {}),
        },
      },
    });
    const model = onnx.ModelProto.create({
      irVersion: IR_VERSION,
      producerName: 'Alae Studio',
      opsetImport: [{ domain: '', version: OPSET }],
      metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
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
        output: Object.keys(outputs).map((name) => float(name, shapes[name])),
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
