import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The control plane to which `npm run dev` hands `/ui/*`; the mock server and the real one use the same port.
const controlPlane = process.env.BIPLANE_APP_URL ?? 'http://127.0.0.1:5180';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  server: { host: '127.0.0.1', port: 5183, proxy: { '/ui': controlPlane } },
  worker: { format: 'es' },
  build: { outDir: 'dist', target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 700 },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'], restoreMocks: true, setupFiles: ['./vitest.setup.ts'] },
});
