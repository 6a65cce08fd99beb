import { defineConfig } from '@playwright/test';

/** Several runs beside each other take a port and a built page each. */
const port = Number(process.env['PLAYGROUND_PORT'] ?? 4179);
const built = process.env['PLAYGROUND_DIST'] ?? 'dist';

export default defineConfig({
  testDir: '.',
  outputDir: process.env['PLAYGROUND_RESULTS'] ?? '../test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  retries: 0,
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1440, height: 900 },
    // Tests of the page without a network allow them.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: process.env['PLAYGROUND_BROWSER'],
      chromiumSandbox: process.getuid?.() !== 0,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${port} --strictPort --outDir ${built}`,
    cwd: '..',
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
