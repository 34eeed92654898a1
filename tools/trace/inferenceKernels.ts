import * as tf from '@tensorflow/tfjs-core';
import { KERNEL_ORDER, TRACE_KERNELS } from './kernels.ts';
import type { Kernel, Tracer } from './tracer.ts';

/** Data order of feature maps in the graph: NCHW out of NHWC. */
const CHANNELS_FIRST = [0, 3, 1, 2];

type Window = ReturnType<typeof tf.backend_util.computePool2DInfo>;
type PoolSize = Parameters<typeof tf.backend_util.computePool2DInfo>[1];
type Padding = Parameters<typeof tf.backend_util.computePool2DInfo>[4];

/**
 * Graph operations for running networks forward: those of the training graphs, with convolutions and pools of any
 * size, stride and padding in place of the ones that gradients need.
 */
export const INFERENCE_KERNELS: Readonly<Record<string, Kernel>> = {
  ...TRACE_KERNELS,

  [tf.Relu]: (tracer, [x]) => tracer.computed(tracer.graph.node('Relu', [tracer.full(x!).name]), tracer.full(x!)),
  [tf.Conv2D]: (tracer, [input, filter], { strides, pad }) => {
    const [h, w, inputChannels, outputChannels] = filter!.shape as [number, number, number, number];
    const info = tf.backend_util.computeConv2DInfo(
      input!.shape as [number, number, number, number],
      [h, w, inputChannels, outputChannels],
      strides as number | [number, number],
      1,
      pad as Padding,
    );
    const x = tracer.inOrder(tracer.full(input!), CHANNELS_FIRST);
    const kernel = tracer.inOrder(tracer.full(filter!), KERNEL_ORDER);
    return featureMap(info, tracer.graph.node('Conv', [x.name, kernel.name], windowAttributes(info)));
  },
  [tf.MaxPool]: pool('MaxPool'),
  [tf.AvgPool]: pool('AveragePool'), // like tfjs, ONNX leaves the padding out of the mean
  [tf.ResizeBilinear]: (tracer, [input], { size, halfPixelCenters, alignCorners }) => {
    if (!halfPixelCenters || alignCorners) throw new Error('Only resizing between pixel centres is traced.');
    const x = tracer.inOrder(tracer.full(input!), CHANNELS_FIRST);
    const [n, , , channels] = x.shape as [number, number, number, number];
    const [height, width] = size as [number, number];
    const sizes = tracer.graph.integers([n, channels, height, width]);
    const name = tracer.graph.node('Resize', [x.name, '', '', sizes], {
      mode: 'linear',
      coordinate_transformation_mode: 'half_pixel',
    });
    const shape = [n, height, width, channels];
    return { name, shape, order: CHANNELS_FIRST, stored: shape };
  },
};

function pool(op: 'MaxPool' | 'AveragePool'): Kernel {
  return (tracer: Tracer, [input], { filterSize, strides, pad }) => {
    const x = tracer.inOrder(tracer.full(input!), CHANNELS_FIRST);
    const info = tf.backend_util.computePool2DInfo(
      x.shape as [number, number, number, number],
      filterSize as PoolSize,
      strides as PoolSize,
      1,
      pad as Padding,
    );
    return featureMap(info, tracer.graph.node(op, [x.name], windowAttributes(info)));
  };
}

const windowAttributes = ({ padInfo, filterHeight, filterWidth, strideHeight, strideWidth }: Window) => ({
  kernel_shape: [filterHeight, filterWidth],
  strides: [strideHeight, strideWidth],
  pads: [padInfo.top, padInfo.left, padInfo.bottom, padInfo.right],
});

const featureMap = ({ outShape }: Window, name: string) => ({
  name,
  shape: outShape,
  order: CHANNELS_FIRST,
  stored: outShape,
});
