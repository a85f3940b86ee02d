// Who opened what: a manager reviews last month's log row by row and signs it, and a records officer takes out who opened one record.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { examine, follow, path, press } from '../support/assessment.mjs';

// Both runs go at the same time, so each has a unit of its own.
const manager = (scripts) => (scripts ? /^Birgitta Hallsten/ : /^Peter Sandmark/);

async function textOf(page, address) {
  const answer = await page.request.get(address);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('application/pdf');
  const folder = mkdtempSync(join(tmpdir(), 'ogonhojd-extract-'));
  try {
    const file = join(folder, 'uttag.pdf');
    writeFileSync(file, await answer.body());
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a manager opens last month\'s log, judges every row and signs for good', async ({ page, scripts }) => {
  await signInAs(page, manager(scripts));
  // The start page tells what waits.
  const waiting = page.getByRole('listitem').filter({ hasText: 'inte granskad och signerad' });
  await expect(waiting).toBeVisible();
  await examine(page);
  await follow(page, waiting.getByRole('link'));
  await expect(page.getByRole('heading', { level: 1, name: 'Loggkontroll' })).toBeVisible();
  await examine(page);
  await press(page, /^Dra urvalet och börja/);
  const review = path(page);
  await expect(page.getByRole('heading', { level: 1, name: /^Loggkontroll, / })).toBeVisible();
  for (const rule of ['Samma efternamn', 'Ingen roll i ärendet', 'På natten', 'På helgen', 'Stickprov']) {
    await expect(page.locator('.task-list').getByText(rule).first(), rule).toBeVisible();
  }
  await page.getByText('Så är raderna valda').click();
  await expect(page.getByText(/draget med slumptalet/)).toBeVisible();
  await examine(page);
  const rows = await page.locator('.task-list > li').count();
  expect(rows).toBeGreaterThan(10);

  // Nothing is signed before every row is judged, and a suspicion needs words.
  await press(page, 'Bedöm nästa rad', 'link');
  await examine(page);
  await press(page, 'Spara och visa nästa');
  await expect(page.getByRole('alert')).toContainText('Välj en bedömning.');
  await page.getByLabel('Misstänkt obehörig').check();
  await page.getByLabel(/^Har du frågat personen/).fill('Säger att det var ett misstag.');
  await press(page, 'Spara och visa nästa');
  await expect(page.getByRole('alert')).toContainText('Skriv vad som är oklart');
  await expect(page.getByLabel(/^Har du frågat personen/)).toHaveValue('Säger att det var ett misstag.');
  await examine(page);
  await page.getByLabel('Anteckning').fill('Har aldrig haft ärendet, och de heter lika.');
  await press(page, 'Spara och visa nästa');
  await page.goto(review);
  await expect(page.getByRole('heading', { name: 'Du har markerat en öppning som misstänkt obehörig' })).toBeVisible();
  await page.getByLabel(/^Jag har gått igenom raderna/).check();
  await press(page, 'Signera');
  await expect(page.getByRole('alert')).toContainText('kan inte signeras än');
  await examine(page);

  await press(page, 'Bedöm nästa rad', 'link');
  for (let left = rows; path(page) !== review && left > 0; left -= 1) {
    await page.getByLabel('I sin ordning').check();
    await press(page, 'Spara och visa nästa');
  }
  expect(path(page)).toBe(review);
  await expect(page.getByText(`${rows} av ${rows} rader bedömda.`)).toBeVisible();
  await page.getByLabel(/^Jag har gått igenom raderna/).check();
  await press(page, 'Signera');
  await expect(page.getByText('Signerad', { exact: true }).first()).toBeVisible();
  await examine(page);
  await page.goto(review);
  await expect(page.getByRole('button', { name: 'Signera' })).toHaveCount(0);
  await examine(page);
  await follow(page, page.locator('.task-list a').first());
  await expect(page.getByText('Har aldrig haft ärendet, och de heter lika.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Spara och visa nästa' })).toHaveCount(0);
  await examine(page);
  await page.goto('/');
  await expect(page.getByText('inte granskad och signerad')).toHaveCount(0);
});

test('a records officer takes out who opened a record, without names, and opens none', async ({ page, scripts }) => {
  // A case of which something was opened: the manager knows its number.
  await signInAs(page, manager(scripts));
  await page.goto('/arenden?alla=1');
  const link = page.locator('tbody a[href^="/arenden/"]').first();
  const number = (await link.innerText()).match(/\d{4}-\d{4}/)[0];
  await follow(page, link);
  await press(page, 'Logga ut');

  await signInAs(page, 'records officer');
  await press(page, 'Ta fram vilka som har öppnat en persons uppgifter', 'link');
  await examine(page);
  await page.getByLabel('Personnummer, samordningsnummer eller ärendenummer').fill('2026-9999');
  await page.getByLabel('Vem är uttaget till?').fill('Den som ärendet gäller');
  await press(page, 'Gör uttaget');
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2);
  await expect(page.getByLabel('Vem är uttaget till?')).toHaveValue('Den som ärendet gäller');
  await examine(page);
  await page.getByLabel('Personnummer, samordningsnummer eller ärendenummer').fill(number);
  await page.getByLabel('Varför görs det?').fill('Begärt vid besök.');
  await page.getByLabel('Bara funktion').check();
  await press(page, 'Gör uttaget');
  expect(page.url()).not.toContain(number);
  await expect(page.getByRole('heading', { level: 1, name: 'Vilka som har öppnat uppgifterna' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'enhetschef' }).first()).toContainText('Öppnade');
  await expect(page.getByRole('cell', { name: /Hallsten|Sandmark/ })).toHaveCount(0);
  await examine(page);
  const extract = path(page);
  const text = await textOf(page, `${extract}/uttag.pdf`);
  for (const words of ['Vilka som har öppnat uppgifterna', 'Begärt vid besök.', 'enhetschef', number]) {
    expect(text).toContain(words);
  }
  expect(text).not.toMatch(/Hallsten|Sandmark/);
  const csv = await page.request.get(`${extract}/uttag.csv`);
  expect(csv.headers()['content-disposition']).toContain('attachment');
  expect(await csv.text()).toContain('"enhetschef"');

  await press(page, 'Logga ut');
  await signInAs(page, 'coordinator');
  for (const address of ['/loggkontroll', '/logguttag', extract]) {
    expect((await page.request.get(address)).status(), address).toBe(404);
  }
});
