// The program is replaced while a page stands open: by one whose files have other names. The page goes on saving, and the next page that
// is opened has the new files.
import { cpSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, signInAs, test as base } from '../support/fixtures.mjs';
import { beginAssessment, bornYearsAgo, examine, openCase, path, save } from '../support/assessment.mjs';
import { targetFolder } from '../support/demo.mjs';
import { killable } from '../support/restart.mjs';

const SAVED = /^Sparat \d\d\.\d\d$/;

const test = base.extend({
  // eslint-disable-next-line no-empty-pattern
  town: async ({}, use) => {
    const town = await killable();
    await use(town);
    town.remove();
  },
  baseURL: async ({ town }, use) => use(town.url),
});

// The site as another build would have it: the same files under names with another hash.
function nextBuild(folder) {
  const site = join(folder, 'next-site');
  cpSync(process.env.OGONHOJD_ASSETS ?? join(targetFolder, 'site'), site, { recursive: true });
  const renamed = (text) => text.replace(/ogonhojd-[0-9a-f]{16}/g, 'ogonhojd-0123456789abcdef');
  for (const name of readdirSync(join(site, 'pkg'))) renameSync(join(site, 'pkg', name), join(site, 'pkg', renamed(name)));
  writeFileSync(join(site, 'manifest.txt'), renamed(readFileSync(join(site, 'manifest.txt'), 'utf8')));
  return site;
}

const styleOf = (page) => page.locator('link[rel=stylesheet]').getAttribute('href');

test('a page that was opened before an upgrade goes on saving after it', async ({ page, town, scripts }) => {
  await signInAs(page, 'worker');
  await openCase(page, { adult: 'Uppe Påhittad', matter: 'Ansökan om hyresskuld', children: [['Nils', bornYearsAgo(8)]] });
  const address = `${await beginAssessment(page)}/fakta`;
  await page.goto(address);
  const before = await styleOf(page);
  const fact = page.getByLabel('Vad är känt?').first();
  await fact.fill('Skrivet före uppgraderingen.');
  if (scripts) await expect(page.getByRole('status')).toHaveText(SAVED);

  await town.restart('--assets', nextBuild(town.folder));
  expect((await page.request.get(before)).status()).toBe(404);
  await fact.fill('Skrivet efter uppgraderingen.');
  if (scripts) {
    await expect(page.getByRole('status')).toHaveText('Sparar strax …');
    await expect(page.getByRole('status')).toHaveText(SAVED);
  }
  await fact.fill('Skrivet och skickat efter uppgraderingen.');
  await save(page);

  // Now the page is drawn by the new program, with its own files, and its island lives.
  expect(path(page)).toBe(address);
  await expect(fact).toHaveValue('Skrivet och skickat efter uppgraderingen.');
  expect(await styleOf(page)).not.toBe(before);
  expect((await page.request.get(await styleOf(page))).status()).toBe(200);
  await examine(page);
  if (!scripts) return;
  await fact.fill('Sparat av den nya sidan.');
  await expect(page.getByRole('status')).toHaveText('Sparar strax …');
  await expect(page.getByRole('status')).toHaveText(SAVED);
});
