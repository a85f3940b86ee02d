// DOMAIN journey 5 goes on: the letter from its draft, over a gap, an approval that is taken back and a new version, to the child's answer.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { approveLetter, bornYearsAgo, examine, giveLetter, path, press, sign, writeAll } from '../support/assessment.mjs';

const WORDS = 'Jag vill inte byta klass en gång till.';

test('a letter answers each thing that the child said before it is approved, and ends in the answer of the child', async ({ page }) => {
  test.slow();
  await signInAs(page, 'worker');
  const address = await writeAll(page, { adult: 'Vera Påhittad', matter: 'Ansökan om hyresskuld', name: 'Elsa', born: bornYearsAgo(9), words: WORDS });
  await sign(page, address);
  await expect(page.getByText('0 av 1 barn har fått svar.')).toBeVisible();
  await press(page, /^Brev till Elsa/, 'link');
  const letter = path(page);
  await expect(page.getByText('Varifrån texten kommer').first()).toBeVisible();
  await page.getByText('Varifrån texten kommer').first().click();
  await examine(page);

  // An answer that is taken away is a gap: here, in the thread, and on approving.
  const reply = page.getByLabel(`Svaret på ”${WORDS}”`);
  await expect(reply).not.toHaveValue('');
  await reply.fill('');
  await press(page, 'Spara brevet');
  await expect(page.getByText(`Svara på det barnet sade: ”${WORDS}”.`)).toBeVisible();
  await press(page, 'Följ tråden från barnets ord', 'link');
  await expect(page.getByText('Barnet har inte fått svar på det. Det hindrar att brevet godkänns.')).toBeVisible();
  await press(page, 'Skriv svaret', 'link');
  await approveLetter(page);
  await expect(page).toHaveTitle(/^Fel: /);
  await expect(page.getByRole('alert')).toContainText('Svara på det barnet sade');
  await examine(page);
  await page.getByLabel(`Svaret på ”${WORDS}”`).fill('Du får gå kvar i din klass.');
  await press(page, 'Spara brevet');
  await expect(page.locator('.letter')).toContainText('Du får gå kvar i din klass.');
  await approveLetter(page);

  // Taken back and changed: both approved texts remain.
  await press(page, 'Ta tillbaka godkännandet och ändra');
  await page.getByLabel(`Svaret på ”${WORDS}”`).fill('Du får gå kvar i din klass hela året.');
  await press(page, 'Spara brevet');
  await approveLetter(page, { atHome: 'Nej' });
  await page.getByText('2 godkända versioner').click();
  await expect(page.locator('details .letter').first()).toContainText('Du får gå kvar i din klass.');
  // What is not safe at home is neither handed over nor posted.
  await expect(page.getByLabel('Skickat hem')).toHaveCount(0);
  await expect(page.getByLabel('Lämnat i handen')).toHaveCount(0);
  await examine(page);
  await giveLetter(page, { answer: 'Skönt. Då kan jag vara med på utflykten.' });
  await examine(page);

  await page.goto(`${address}/svar`);
  await expect(page.getByText('1 av 1 barn har fått svar.')).toBeVisible();
  await press(page, /^Från barnets ord till svaret/, 'link');
  await expect(page.getByRole('heading', { name: 'Det barnet svarade' })).toBeVisible();
  await expect(page.getByText('Skönt. Då kan jag vara med på utflykten.')).toBeVisible();
  await examine(page);
  expect((await page.request.get(`${letter}/brev.pdf?stor=1`)).status()).toBe(200);
});
