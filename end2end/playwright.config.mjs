import { homedir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { CHROMIUM } from './support/browser.mjs';

const shared = {
  ...CHROMIUM.context,
  launchOptions: CHROMIUM.launch,
  actionTimeout: 15_000,
  screenshot: 'only-on-failure',
  trace: 'retain-on-failure',
};

// Every journey is made twice: what works with scripts must work without them.
export default defineConfig({
  testDir: 'journeys',
  testMatch: /\d\d-.+\.spec\.mjs$/,
  outputDir: process.env.OGONHOJD_RESULTS ?? join(homedir(), '.cache', 'ogonhojd', 'end2end'),
  globalSetup: './support/global-setup.mjs',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  projects: [
    { name: 'scripts-on', use: { ...shared, javaScriptEnabled: true } },
    { name: 'scripts-off', use: { ...shared, javaScriptEnabled: false } },
  ],
});
