// DOMAIN journey 4: sent back. The manager returns an assessment with remarks per section; the worker answers, changes, says what
// changed and submits again; the manager sees the difference and signs. Both texts stay in the history.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { attest, bornYearsAgo, choose, examine, follow, handOver, path, press, save, submit, writeAll } from '../support/assessment.mjs';

const MATTER = 'Ansökan om bistånd till elskuld för Ingmar';
const BEFORE = 'Hyresskulden på 14 200 kronor beviljas.';
const AFTER = 'Elskulden på 3 900 kronor beviljas.';
const MUST = 'Beslutet gäller el, inte hyra.';
const CAN = 'Skriv gärna vad skolan säger.';

// What somebody gets who sends a form that no page of theirs holds. The answer is followed nowhere.
const sent = async (page, address, form) => (await page.request.post(address, { form, maxRedirects: 0 })).status();

// The verdict and the remark about a section.
async function judge(page, section, verdict, remark = '') {
  await choose(page, `Din bedömning av ${section}`, verdict);
  await page.getByLabel(`Anmärkning om ${section}`, { exact: true }).fill(remark);
}

test('what was sent back is answered, changed and signed, and both texts stay', async ({ page, scripts }) => {
  test.slow();
  await signInAs(page, 'worker');
  const address = await writeAll(page, { adult: 'Ingmar Påhittad', matter: MATTER, name: 'Siv', born: bornYearsAgo(9), words: 'Jag vill ha ljus när jag läser.', decision: BEFORE });
  await submit(page, address);

  // While it is submitted nobody writes in it, and its author does not review it.
  await page.goto(`${address}/beslut`);
  await expect(page.getByText('Analysen är lämnad för granskning.')).toBeVisible();
  await expect(page.getByLabel('Beslutet', { exact: true })).toHaveCount(0);
  await expect(page.getByText(BEFORE)).toBeVisible();
  await examine(page);
  expect([404, 409]).toContain(await sent(page, `${address}/beslut`, { version: '1', content: 'Avslag.', then: 'stay' }));
  await page.goto(`${address}/granskning`);
  await expect(page.getByRole('button', { name: 'Skriv under och lås' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Lämna tillbaka' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Ta tillbaka analysen' })).toBeVisible();
  await examine(page);
  for (const then of ['countersign', 'return', 'save']) {
    const status = await sent(page, `${address}/granskning`, { version: '1', then, 'attest.read': 'yes', reason: 'Nej', 'verdict.decision': 'accepted' });
    expect([404, 409], `the author sends ${then}`).toContain(status);
  }

  await handOver(page, 'manager');
  expect([404, 409]).toContain(await sent(page, `${address}/beslut`, { version: '1', content: 'Avslag.', then: 'stay' }));
  const waiting = page.locator('section').filter({ has: page.getByRole('heading', { name: /^Att granska/ }) });
  await follow(page, waiting.getByRole('link', { name: MATTER }));
  await page.getByText('Läs: Beslut', { exact: true }).click();
  await expect(page.getByText(BEFORE)).toBeVisible();
  await examine(page);
  await judge(page, 'Beslut', 'Måste rättas');
  await judge(page, 'Fakta', 'Kan förbättras', CAN);
  await press(page, 'Spara granskningen');
  await expect(page.getByRole('alert')).toContainText('Skriv vad som behöver ändras.');
  await expect(page.getByLabel('Anmärkning om Fakta', { exact: true })).toHaveValue(CAN);
  await examine(page);
  await judge(page, 'Beslut', 'Måste rättas', MUST);
  if (scripts) {
    await expect(page.getByRole('status')).toContainText(/^Sparat \d\d\.\d\d$/);
    await page.reload();
    await expect(page.getByLabel('Anmärkning om Beslut', { exact: true })).toHaveValue(MUST);
  }
  await page.getByLabel('Jag har läst hela analysen och inte själv skrivit i den.').check();
  await press(page, 'Skriv under och lås');
  await expect(page.getByRole('alert')).toContainText('En anmärkning måste rättas först.');
  await press(page, 'Lämna tillbaka');
  await expect(page.getByRole('alert')).toContainText('Skriv varför analysen lämnas tillbaka.');
  await examine(page);
  await page.getByLabel('Varför lämnar du tillbaka analysen?').fill('Beslutet och fakta hör inte ihop.');
  await press(page, 'Lämna tillbaka');
  expect(path(page)).toBe(address);
  await examine(page);

  await handOver(page, 'worker');
  const mine = page.locator('section').filter({ has: page.getByRole('heading', { name: /^Mina pågående analyser/ }) });
  await expect(mine.getByRole('listitem').filter({ hasText: MATTER })).toContainText('Återlämnad');
  await examine(page);
  await follow(page, mine.getByRole('link', { name: MATTER }));
  await expect(page.getByRole('heading', { name: 'Birgitta Hallsten har återlämnat analysen' })).toBeVisible();
  await expect(page.getByText('Beslutet och fakta hör inte ihop.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Granska och signera' })).toHaveCount(0);
  await examine(page);
  await press(page, 'Se anmärkningarna och svara', 'link');
  await expect(page.getByText(MUST).first()).toBeVisible();
  await examine(page);
  await press(page, 'Ändra avsnittet Beslut', 'link');
  await expect(page.getByRole('heading', { name: 'Granskaren: måste rättas' })).toBeVisible();
  await expect(page.getByText(MUST)).toBeVisible();
  await examine(page);
  await page.getByLabel('Beslutet', { exact: true }).fill(AFTER);
  await save(page);
  await page.goto(`${address}/fakta`);
  await expect(page.getByRole('heading', { name: 'Granskaren: kan förbättras' })).toBeVisible();
  await examine(page);
  await press(page, 'Svara på anmärkningarna', 'link');
  await page.getByLabel('Ditt svar om Beslut').fill('Rättat, det gällde el.');
  await page.getByLabel('Ditt svar om Fakta').fill('Skolan svarar först i december.');
  await press(page, 'Spara svaren');
  await expect(page.getByLabel('Ditt svar om Beslut')).toHaveValue('Rättat, det gällde el.');
  await examine(page);

  // It is not sent again without a word about what has changed.
  await press(page, 'Läs igenom och skicka på nytt', 'link');
  await expect(page.getByRole('button', { name: 'Signera och lås' })).toHaveCount(0);
  await attest(page, address);
  await press(page, 'Skicka för granskning');
  await expect(page.getByRole('alert')).toContainText('Skriv vad du har ändrat.');
  await examine(page);
  await page.getByLabel('Vad har du ändrat sedan analysen återlämnades?').fill('Beslutet gäller nu elskulden.');
  await press(page, 'Skicka för granskning');
  expect(path(page)).toBe(address);
  await expect(page.getByRole('heading', { name: 'Väntar på granskning' })).toBeVisible();

  await handOver(page, 'manager');
  await follow(page, waiting.getByRole('link', { name: MATTER }));
  await expect(page.getByText('Beslutet gäller nu elskulden.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ändrat sedan förra omgången' })).toBeVisible();
  const changed = page.locator('.change').filter({ hasText: 'Beslutet' });
  await expect(changed.locator('del').first()).toContainText('Hyresskulden');
  await expect(changed.locator('ins').first()).toContainText('Elskulden');
  const decision = page.locator('section.check').filter({ has: page.getByLabel('Anmärkning om Beslut', { exact: true }) });
  await expect(decision.locator('.card')).toContainText(MUST);
  await expect(decision.locator('.card')).toContainText('Rättat, det gällde el.');
  await examine(page);
  await judge(page, 'Beslut', 'Godtas');
  await page.getByLabel('Jag har läst hela analysen och inte själv skrivit i den.').check();
  await press(page, 'Skriv under och lås');
  expect(path(page)).toBe(address);
  await expect(page.getByText(/^Signerad, beslut/)).toBeVisible();
  await examine(page);

  // Both rounds, the remark with its answer and both texts stay.
  await press(page, 'Se hur analysen har granskats', 'link');
  await expect(page.locator('.round')).toHaveCount(2);
  await expect(page.locator('.round').first()).toContainText('Återlämnad');
  await expect(page.locator('.round').first()).toContainText(MUST);
  await expect(page.locator('.round').first()).toContainText('Rättat, det gällde el.');
  await expect(page.locator('.round').last()).toContainText('Undertecknad av två');
  await expect(page.locator('.round').last()).toContainText('Beslutet gäller nu elskulden.');
  await examine(page);
  await page.goto(`${address}/beslut`);
  await expect(page.getByText(AFTER)).toBeVisible();
  await page.goto(`${address}/granskning`);
  await press(page, 'Se vad som ändrades mellan omgångarna', 'link');
  await examine(page);
  await expect(page.locator('del').first()).toContainText('Hyresskulden');
  await expect(page.locator('ins').first()).toContainText('Elskulden');
});
