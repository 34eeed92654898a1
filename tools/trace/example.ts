import * as tf from '@tensorflow/tfjs-core';
import { registerGradients } from '../../src/networks/gradients.ts';
import { startBackend } from '../compute/backend.ts';
import { TRACE_KERNELS } from './kernels.ts';
import { listNodes } from './listing.ts';
import { Tracer } from './tracer.ts';

await startBackend('cpu');
registerGradients();

const layer = (x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D) =>
  tf.leakyRelu(tf.add(tf.matMul(x, weight), bias), 0.2);

const files = Tracer.run(TRACE_KERNELS, (tracer) => {
  const x = tracer.input('x', [8, 3]) as tf.Tensor2D;
  const weight = tracer.input('weight', [3, 2]) as tf.Tensor2D;
  const bias = tracer.input('bias', [2]) as tf.Tensor1D;
  const y = layer(x, weight, bias);
  const gradient = tf.grad((w) => tf.mean(layer(x, w as tf.Tensor2D, bias)))(weight);
  return [tracer.graph.build({ y: tracer.output(y) }), tracer.graph.build({ gradient: tracer.output(gradient) })];
});
console.log(files.map((file) => listNodes(file).join('\n')).join('\n\n'));
