// Accessibility: axe with every rule of WCAG 2.2 AA and its best practices. No violation is acceptable.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(page) {
  await page.evaluate(source);
  const results = await page.evaluate((tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags } }), TAGS);
  // A page on which no rule applied was not examined.
  expect(results.passes.length, 'axe found rules to apply').toBeGreaterThan(0);
  return results.violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.target.join(' ')).join('\n    ')}`);
}

// axe cannot run where scripts are off, so it examines the same HTML in a second browser context: served under the
// page's own address, so that style sheets and relative addresses work, and without its scripts, so that nothing
// changes it. With scripts off, <noscript> is ordinary content.
async function violationsOfTheSameHtml(page) {
  const html = (await page.content()).replace(/<script\b[^>]*>[\s\S]*?<\/script\s*>/gi, '').replace(/<\/?noscript\b[^>]*>/gi, '');
  const address = page.url();
  const context = await page.context().browser().newContext({
    ...test.info().project.use,
    javaScriptEnabled: true,
    bypassCSP: true,
    viewport: page.viewportSize(),
  });
  try {
    const second = await context.newPage();
    await second.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await second.goto(address);
    return await violations(second);
  } finally {
    await context.close();
  }
}

/**
 * Fails unless the page, as it is now, has no accessibility violation that axe can find.
 * @param {import('@playwright/test').Page} page
 */
export async function axe(page) {
  const scripts = test.info().project.use.javaScriptEnabled !== false;
  const found = scripts ? await violations(page) : await violationsOfTheSameHtml(page);
  expect(found, `axe on ${new URL(page.url()).pathname}`).toEqual([]);
}
