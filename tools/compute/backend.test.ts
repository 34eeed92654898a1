import { expect, it, vi } from 'vitest';
import { UserError } from '../io/userError.ts';
import { startBackend } from './backend.ts';

vi.mock('webgpu', () => ({
  globals: {},
  create: () => ({ requestAdapter: () => Promise.reject(new Error('VK_ERROR_DEVICE_LOST')) }),
}));

it('goes on with wasm where the graphics driver fails, unless it must be WebGPU', async () => {
  const { name, description } = await startBackend('auto');
  expect(name).toBe('wasm');
  expect(description).toContain('VK_ERROR_DEVICE_LOST');
  await expect(startBackend('webgpu')).rejects.toThrow(UserError);
});
