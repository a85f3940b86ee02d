// The municipality publishes its own version of the matrix that a district answers. Rounds that are opened afterwards ask it; those that
// were opened before keep what they have. The matrix, because other journeys answer the units' instrument as it is.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { day, examine, follow, handOver, path, press } from '../support/assessment.mjs';

// The run's journeys share one demo, and no two versions have the same name.
const STAMP = Date.now().toString(36);
const VERSION = `granvattna-${STAMP}`;
const ITEM = `Barn har granskat våra kallelser (${STAMP}).`;
const REWORDED = `Vi vet för vilka grupper av barn det går sämre (${STAMP})`;
const NEW = `[[area.item]]
code = "goal-invitation-${STAMP}"
text = { sv = "${ITEM}", en = "Children have examined our invitations (${STAMP})." }
full = { sv = "Ni har frågat minst fem barn det senaste året.", en = "You have asked at least five children in the last year." }
`;
// What a round is called by the run that opened it.
const title = (which) => `${which} ${STAMP}`;

async function open(page, name) {
  await page.goto('/egenkontroll/ny/kommun');
  await page.getByLabel('Vad kallas omgången?').fill(name);
  await press(page, 'Öppna omgången');
  await press(page, 'Norr', 'link');
  return path(page);
}

const choose = (page, text) => page.getByLabel('Vilken fil?').setInputFiles({ name: 'egenkontroll.toml', mimeType: 'text/plain', buffer: Buffer.from(text) });

test('a published version is asked in the rounds that are opened afterwards', async ({ page }) => {
  test.slow();
  await signInAs(page, 'coordinator');
  expect((await page.request.get('/egenkontroll/instrument')).status()).toBe(404);
  const before = await open(page, title('Före'));

  await handOver(page, 'administrator');
  await press(page, 'Egenkontroll', 'link');
  expect(path(page)).toBe('/egenkontroll/instrument');
  await examine(page);
  const matrix = page.locator('section').filter({ has: page.getByRole('heading', { name: /^Matris för kommun och stadsdel/ }) });
  const current = matrix.locator('.card').filter({ hasText: 'gäller i dag' });
  await expect(current).toHaveCount(1);
  const file = await page.request.get(await current.getByRole('link', { name: /^Hämta filen/ }).getAttribute('href'));
  const source = await file.text();
  await follow(page, current.getByRole('link', { name: /^Läs punkterna/ }));
  await page.getByText(/^Barns egen väg till oss/).click();
  await expect(page.getByText('Barn kan klaga på ett sätt som är gjort för barn, och får svar.', { exact: true })).toBeVisible();
  await examine(page);
  await follow(page, page.getByRole('navigation', { name: 'Var du är' }).getByRole('link', { name: 'Egenkontrollens frågor' }));

  // A file with a mistake is refused with the place of the mistake.
  await press(page, 'Förhandsgranska');
  await expect(page.getByRole('alert')).toContainText('Välj filen med frågorna.');
  await examine(page);
  const renamed = source
    .replace(/^version = .+$/m, `version = "${VERSION}"`)
    .replace(/^effective_from = .+$/m, `effective_from = "${day(0)}"`)
    .replace(/Vi vet för vilka grupper av barn det går sämre[^."]*/, REWORDED);
  const place = renamed.indexOf('[[area]]', renamed.indexOf('[[area]]') + 1);
  const mine = `${renamed.slice(0, place)}${NEW}\n${renamed.slice(place)}`;
  await choose(page, mine.replace('full = { sv = "Ni har frågat', 'fyll = { sv = "Ni har frågat'));
  await press(page, 'Förhandsgranska');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('pre')).toContainText('fyll');
  await examine(page);

  // The preview says what is new; nothing is published before it is read.
  await choose(page, mine);
  await press(page, 'Förhandsgranska');
  await expect(page.getByRole('heading', { name: 'Förhandsgranska versionen' })).toBeVisible();
  // Not how many: another run may have published its own in between.
  await expect(page.getByRole('heading', { name: /^Nya punkter/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Ändrade punkter/ })).toBeVisible();
  await expect(page.getByText(ITEM).first()).toBeVisible();
  await examine(page);
  await press(page, 'Publicera versionen');
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2);
  await examine(page);
  await page.getByLabel('Vad är nytt i versionen?').fill('En punkt om kallelsen');
  await page.getByLabel('Jag har läst igenom punkterna').check();
  await press(page, 'Publicera versionen');
  expect(path(page)).toBe('/egenkontroll/instrument');
  const published = page.locator('.card').filter({ has: page.getByRole('heading', { name: new RegExp(VERSION) }) });
  await expect(published).toContainText('gäller i dag');
  await expect(published).toContainText('En punkt om kallelsen');
  await expect(published).toContainText('av Rolf Dahlmark');
  await examine(page);

  // What was opened before keeps its items; what is opened now asks the new one.
  await handOver(page, 'coordinator');
  await page.goto(`${before}/omrade/goals`);
  await expect(page.getByRole('heading', { name: /^1\. / })).toBeVisible();
  await expect(page.getByText(ITEM)).toHaveCount(0);
  const after = await open(page, title('Efter'));
  await page.goto(`${after}/omrade/goals`);
  const asked = page.locator('section').filter({ has: page.getByRole('heading', { name: ITEM }) });
  await asked.getByLabel('1 Påbörjat').check();
  await press(page, 'Spara');
  await expect(asked.getByLabel('1 Påbörjat')).toBeChecked();
  await examine(page);
  await page.goto(`${after}/omrade/follow_up`);
  await expect(page.getByText(REWORDED)).toBeVisible();
});
