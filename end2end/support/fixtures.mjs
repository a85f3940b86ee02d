// What a journey imports. `test` knows the demo's address; a page that logs a script error fails its journey, and so does one that
// breaks its Content Security Policy, asks another server or leaves something in the browser's storage.
import { test as base } from '@playwright/test';
import { watch } from './watch.mjs';

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
  context: async ({ context, baseURL }, use) => {
    const end = await watch(context, baseURL);
    await use(context);
    await end();
  },
  page: async ({ page }, use) => {
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await use(page);
    if (errors.length > 0) throw new Error(`the page's scripts failed:\n${errors.join('\n')}`);
  },
  /** Another computer: `await another()` opens a page in a browser that shares nothing with the first, watched like it. */
  another: async ({ browser, baseURL, javaScriptEnabled, locale, timezoneId, viewport }, use) => {
    const opened = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL, javaScriptEnabled, locale, timezoneId, viewport });
      opened.push({ context, end: await watch(context, baseURL) });
      return context.newPage();
    });
    for (const { context, end } of opened) {
      await end();
      await context.close();
    }
  },
});
