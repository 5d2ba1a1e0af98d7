// The site under test is built by tests/run.sh into GUILDBOOK_SITE and served below a sub-path, as a code host does.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  workers: 2,
  fullyParallel: true,
  reporter: 'list',
  timeout: 180_000,
  // A machine that is busy takes longer than the usual five seconds.
  expect: { timeout: 20_000 },
  use: {
    baseURL: 'http://127.0.0.1:4173/guild/',
    launchOptions: {
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: { command: 'node server.js', url: 'http://127.0.0.1:4173/guild/', reuseExistingServer: false },
});
