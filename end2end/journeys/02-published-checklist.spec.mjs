// The municipality publishes a checklist of its own. Assessments that are begun afterwards ask its new question; those that were begun
// before keep the questions that they have.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { beginAssessment, bornYearsAgo, day, examine, follow, handOver, openCase, path, press, save, writeQuestion } from '../support/assessment.mjs';

// The run's journeys share one demo, and no two versions have the same name.
const STAMP = Date.now().toString(36);
const VERSION = `granvattna-${STAMP}`;
const QUESTION = `Vad säger fritids om barnets dag? (${STAMP})`;
const ASK = `[[article.ask]]
id = "3.granvattna.${STAMP}"
text = { sv = "${QUESTION}", en = "What does the after-school centre say about the child's day?" }
hint = { sv = "Fråga den som ser barnet efter skolan.", en = "Ask whoever sees the child after school." }
`;

// An assessment in a new case, on the page of its third article.
async function assess(page, adult, name) {
  await openCase(page, { adult, matter: 'Ansökan om bistånd till fritidsaktivitet', children: [[name, bornYearsAgo(8)]] });
  const address = await beginAssessment(page);
  await writeQuestion(page, ['Bevilja ansökan', 'Avslå ansökan']);
  await page.goto(`${address}/artiklar/3`);
  return address;
}

const choose = (page, text) => page.getByLabel('Vilken fil?').setInputFiles({ name: 'checklista.toml', mimeType: 'text/plain', buffer: Buffer.from(text) });

test('a published version of the checklist is asked in what is begun afterwards', async ({ page }) => {
  test.slow();
  await signInAs(page, 'worker');
  const before = await assess(page, 'Greta Påhittad', 'Hedda');
  await expect(page.getByLabel('Vilka lösningar har du jämfört?')).toBeVisible();
  expect((await page.request.get('/checklistor')).status()).toBe(404);

  await handOver(page, 'administrator');
  await press(page, 'Checklistor', 'link');
  await expect(page.locator('.card').filter({ hasText: 'gäller i dag' })).toHaveCount(1);
  await examine(page);
  const current = page.locator('.card').filter({ hasText: 'gäller i dag' });
  const file = await page.request.get(await current.getByRole('link', { name: /^Hämta filen/ }).getAttribute('href'));
  const source = await file.text();
  await press(page, new RegExp(`^Läs frågorna ${source.match(/^version = "(.+)"/m)[1]}$`), 'link');
  await page.getByText(/^Artikel 3: Barnets bästa/).click();
  await expect(page.getByText('Vilka lösningar har du jämfört?')).toBeVisible();
  await examine(page);
  await follow(page, page.getByRole('navigation', { name: 'Var du är' }).getByRole('link', { name: 'Checklistor' }));

  // A file with a mistake is refused with the place of the mistake.
  await press(page, 'Förhandsgranska');
  await expect(page.getByRole('alert')).toContainText('Välj filen med checklistan.');
  await examine(page);
  const next = source
    .replace(/^version = .+$/m, `version = "${VERSION}"`)
    .replace(/^effective_from = .+$/m, `effective_from = "${day(0)}"`);
  const place = next.indexOf('[[article]]', next.search(/^number = 3$/m));
  const mine = `${next.slice(0, place)}${ASK}\n${next.slice(place)}`;
  await choose(page, mine.replace('hint = { sv = "Fråga den', 'hynt = { sv = "Fråga den'));
  await press(page, 'Förhandsgranska');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('pre')).toContainText('hynt');
  await examine(page);

  // The preview says what is new; nothing is published before it is read.
  await choose(page, mine);
  await press(page, 'Förhandsgranska');
  await expect(page.getByRole('heading', { name: 'Förhandsgranska versionen' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nya frågor 1' })).toBeVisible();
  await expect(page.getByText(QUESTION).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: /^(Borttagna|Ändrade) frågor/ })).toHaveCount(0);
  await examine(page);
  await press(page, 'Publicera versionen');
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2);
  await examine(page);
  await page.getByLabel('Vad är nytt i versionen?').fill('En fråga om fritids');
  await page.getByLabel('Jag har läst igenom frågorna').check();
  await press(page, 'Publicera versionen');
  expect(path(page)).toBe('/checklistor');
  const published = page.locator('.card').filter({ has: page.getByRole('heading', { name: new RegExp(VERSION) }) });
  await expect(published).toContainText('gäller i dag');
  await expect(published).toContainText('En fråga om fritids');
  await expect(published).toContainText('av Rolf Dahlmark');
  await expect(published).toContainText('Ingen analys är gjord med den');
  await examine(page);

  // What was begun before keeps its questions; what is begun now asks the new one, and misses its answer.
  await handOver(page, 'worker');
  await page.goto(`${before}/artiklar/3`);
  await expect(page.getByLabel('Vilka lösningar har du jämfört?')).toBeVisible();
  await expect(page.getByLabel(QUESTION)).toHaveCount(0);
  const after = await assess(page, 'Torsten Påhittad', 'Ellen');
  await expect(page.getByLabel(QUESTION)).toBeVisible();
  await examine(page);
  await page.goto(`${after}/granska`);
  const missing = page.getByRole('link', { name: `Artikel 3: svara på ”${QUESTION}”` });
  await expect(missing).toBeVisible();
  await press(page, `Artikel 3: svara på ”${QUESTION}”`, 'link');
  await page.getByLabel(QUESTION).fill('Personalen säger att Ellen går hem tidigt.');
  await save(page);
  await page.goto(`${after}/granska`);
  await expect(missing).toHaveCount(0);
  await expect(page.getByText('Personalen säger att Ellen går hem tidigt.')).toBeVisible();
});
