// What is signed is never changed. A mistake is corrected and an objection noted beside it, and when things have changed a new version
// begins: with the facts and the child's words, and with judgements that are made anew.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { bornYearsAgo, day, examine, path, press, save, sign, writeAll } from '../support/assessment.mjs';

const WORDS = 'Jag vill bo nära mormor.';
const FACT = 'Familjen har en hyresskuld på 14 200 kronor.';
const BEST = 'Att bo kvar terminen ut.';

test('a signed assessment is corrected beside its text and examined again in a new version', async ({ page }) => {
  test.slow();
  await signInAs(page, 'worker');
  const first = await writeAll(page, { adult: 'Ulla Påhittad', matter: 'Ansökan om bistånd till hyra för Ulla', name: 'Ebbe', born: bornYearsAgo(8), words: WORDS });
  await sign(page, first);
  await page.goto(first);
  await press(page, 'Rättelser och invändningar', 'link');
  await expect(page.getByText('Inget är antecknat.')).toBeVisible();
  await examine(page);

  await page.getByText('Anteckna en rättelse', { exact: true }).click();
  await press(page, 'Anteckna rättelsen');
  await expect(page).toHaveTitle(/^Fel: /);
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(3);
  await examine(page);
  const correction = page.locator('form[action$="/rattelser/rattelse"]');
  await correction.getByLabel('Vad gäller det?').selectOption('Beslut');
  await correction.getByLabel('Vad är fel?').fill('Hyresskulden på 14 200 kronor');
  await correction.getByLabel('Hur ska det stå?').fill('Hyresskulden på 12 400 kronor');
  await correction.getByLabel('Vem har beslutat rättelsen?').fill('Birgitta Hallsten');
  await press(page, 'Anteckna rättelsen');
  await expect(page.getByText('1 antecknad, den äldsta först.')).toBeVisible();
  await page.getByText('Anteckna en invändning', { exact: true }).click();
  const objection = page.locator('form[action$="/rattelser/invandning"]');
  await objection.getByLabel('Vad gäller det?').selectOption('Fakta');
  await objection.getByLabel('Vad anser personen är fel?').fill('Jag har redan betalat hälften.');
  await objection.getByLabel('Vem invänder?').fill('Ulla Påhittad, mamma');
  await objection.getByLabel('Vilken dag sade personen det?').fill(day(1));
  await press(page, 'Anteckna invändningen');
  await expect(page.getByRole('alert')).toBeVisible();
  await objection.getByLabel('Vilken dag sade personen det?').fill(day(0));
  await press(page, 'Anteckna invändningen');
  await expect(page.getByText('2 antecknade, den äldsta först.')).toBeVisible();
  await examine(page);
  // Both stand beside the text that they are about, which is as it was.
  await page.goto(`${first}/beslut`);
  await expect(page.getByText('Hyresskulden på 12 400 kronor')).toBeVisible();
  await expect(page.getByText('Hyresskulden på 14 200 kronor beviljas.')).toBeVisible();
  await examine(page);
  await page.goto(`${first}/fakta`);
  await expect(page.getByText('Jag har redan betalat hälften.')).toBeVisible();
  await expect(page.getByText(FACT)).toBeVisible();
  await examine(page);

  await page.goto(first);
  await page.getByText('Ompröva: börja en ny version', { exact: true }).click();
  await examine(page);
  await press(page, 'Börja en ny version');
  const second = path(page);
  expect(second).toMatch(/^\/bedomning\/[^/]+$/);
  expect(second).not.toBe(first);
  await expect(page.getByText('version 2', { exact: true })).toBeVisible();
  await examine(page);

  // The question, the facts and the child's words came along.
  await page.goto(`${second}/fraga`);
  await expect(page.getByLabel('Alternativ 1')).toHaveValue('Bevilja ansökan');
  await page.goto(`${second}/fakta`);
  await expect(page.getByLabel('Vad är känt?')).toHaveValue(FACT);
  await page.goto(`${second}/rost`);
  await press(page, /^Samtal.*Ebbe/, 'link');
  await expect(page.getByLabel('Ebbe sade (1)')).toHaveValue(WORDS);
  await expect(page.getByRole('heading', { name: 'Grunden för samtalet är klar' })).toBeVisible();
  await examine(page);

  // Judgements are made anew, with the former ones beside to be read.
  await page.goto(`${second}/avvagning`);
  const best = page.getByLabel('Vad är bäst för Ebbe?');
  await expect(best).toHaveValue('');
  const judged = page.locator('.judge').filter({ has: best });
  await judged.getByText('Så stod det i förra versionen', { exact: true }).click();
  await expect(judged.getByText(BEST)).toBeVisible();
  const answer = page.locator('.judge').filter({ has: page.getByRole('group', { name: 'Vilken vikt får det?' }) });
  await expect(answer.getByRole('radio', { checked: true })).toHaveCount(0);
  await answer.getByText('Så stod det i förra versionen', { exact: true }).click();
  await expect(answer.locator('.former')).toContainText('Stor vikt');
  await examine(page);
  await page.goto(`${second}/artiklar/3`);
  await expect(page.locator('.judge').getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(page.locator('.fact textarea').first()).toHaveValue(/^Barnen bor kvar/);
  await examine(page);
  await page.goto(`${second}/beslut`);
  await expect(page.getByLabel('Beslutet', { exact: true })).toHaveValue('');
  await examine(page);

  // What has changed since then is required.
  await page.goto(`${second}/granska`);
  await expect(page.getByRole('button', { name: 'Signera och lås' })).toHaveCount(0);
  await examine(page);
  await press(page, 'Svara på ”Vad har ändrats för Ebbe sedan förra versionen?”.', 'link');
  await expect(page.getByLabel('Hur har Ebbe det i dag?')).toHaveValue(/^Ebbe bor med sin mamma/);
  await page.getByLabel('Vad har ändrats för Ebbe sedan förra versionen?').fill('Mormor har flyttat hit.');
  await examine(page);
  await save(page);
  await page.goto(`${second}/granska`);
  await expect(page.getByRole('link', { name: /Vad har ändrats för Ebbe/ })).toHaveCount(0);
  await page.goto(`${second}/fakta`);
  await page.getByLabel('Vad är känt?').fill('Familjen har en hyresskuld på 7 100 kronor.');
  await save(page);

  await page.goto(second);
  await press(page, 'Se vad som skiljer', 'link');
  expect(path(page)).toBe(`${second}/andringar`);
  const change = page.locator('.change').filter({ hasText: 'Vad är känt?' });
  await expect(change.locator('del').first()).toContainText('14');
  await expect(change.locator('ins').first()).toContainText('7');
  await expect(page.locator('.change').filter({ hasText: 'Vad är bäst för Ebbe?' }).locator('del')).toContainText(BEST);
  await examine(page);

  // The version before stands as it was and leads to the newer one.
  await page.goto(second);
  await press(page, 'Se den förra versionen', 'link');
  expect(path(page)).toBe(first);
  await expect(page.getByRole('heading', { name: 'Det finns en nyare version' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Börja en ny version' })).toHaveCount(0);
  await examine(page);
  await press(page, 'Gå till den nyare versionen', 'link');
  expect(path(page)).toBe(second);
});
