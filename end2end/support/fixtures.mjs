// What a journey imports. `test` knows the demo's address; a page that logs a script error fails its journey.
import { test as base } from '@playwright/test';

export { expect } from '@playwright/test';
export { axe } from './axe.mjs';
export { checkNoOverflow } from './overflow.mjs';
export { signInAs } from './people.mjs';

export const test = base.extend({
  baseURL: async ({}, use) => {
    await use(process.env.OGONHOJD_URL);
  },
  /** Whether this run has scripts: for the few steps that only scripts can do. */
  scripts: async ({ javaScriptEnabled }, use) => {
    await use(javaScriptEnabled !== false);
  },
  page: async ({ page }, use) => {
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await use(page);
    if (errors.length > 0) throw new Error(`the page's scripts failed:\n${errors.join('\n')}`);
  },
});
