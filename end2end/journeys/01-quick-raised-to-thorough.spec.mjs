// A quick assessment is one page. More turns out to be at stake, and it is raised to standard and then to thorough: every text is
// still there, and what the greater depth asks is named as missing.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { beginAssessment, bornYearsAgo, choose, day, examine, openCase, path, press, save } from '../support/assessment.mjs';

const TEXTS = {
  touched: 'Familjen får svårt att köpa vinterkläder till Kim.',
  fact: 'Ansökan gäller 1 800 kronor till vinterkläder.',
  source: 'Mammans ansökan den 2 november',
  words: 'Jag vill ha en jacka som håller regn ute.',
  best: 'Att ha kläder som passar vädret.',
  reasons: 'Kläderna behövs innan det blir kallt.',
};

// The one page has every section's heading; a question is found below it.
const part = (page, id) => page.locator(`section.quick-part#${id}`);

test('a quick assessment is raised twice and keeps every text', async ({ page, scripts }) => {
  test.slow();
  await signInAs(page, 'worker');
  await openCase(page, { adult: 'Jenny Påhittad', matter: 'Ansökan om bistånd till vinterkläder', children: [['Kim', bornYearsAgo(9)], ['Bo', bornYearsAgo(6)]] });
  await press(page, 'Börja en barnkonsekvensanalys', 'link');
  await press(page, 'Visa förslaget');
  await expect(page.getByRole('heading', { name: 'Förslag: snabb' })).toBeVisible();
  await examine(page);
  const address = await beginAssessment(page, { depth: 'Snabb', why: 'Det är litet och går att ändra.' });
  expect(path(page)).toBe(`${address}/snabb`);
  await examine(page);

  // Each child is heard, or it says why not: a button beside each.
  await press(page, 'Kim hörs: skriv ner samtalet');
  await expect(page.getByRole('heading', { name: 'Prata inte med barnet än' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Bo hörs: skriv ner samtalet' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Kim hörs: skriv ner samtalet' })).toHaveCount(0);
  await examine(page);
  await press(page, 'Bo har inte hörts: skriv varför');
  await expect(page.getByRole('group', { name: 'Varför har Bo inte hörts?' })).toBeVisible();
  await examine(page);

  await page.getByLabel('Alternativ 1').fill('Bevilja ansökan');
  await page.getByLabel('Alternativ 2').fill('Avslå ansökan');
  await page.getByLabel('Vem fattar beslutet?').fill('Åsa Lindehag');
  await page.getByLabel('Barnets bästa ska i första hand beaktas').check();
  await page.getByLabel('Hur berörs Kim av beslutet?').fill(TEXTS.touched);
  await page.getByLabel('Vad är känt?').fill(TEXTS.fact);
  await page.getByLabel('Varifrån vet du det?').fill(TEXTS.source);
  if (scripts) {
    await expect(page.getByRole('status')).toContainText(/^Sparat \d\d\.\d\d$/);
    await page.reload();
  } else {
    await save(page);
  }
  await expect(page.getByLabel('Hur berörs Kim av beslutet?')).toHaveValue(TEXTS.touched);
  await expect(page.getByLabel('Varifrån vet du det?')).toHaveValue(TEXTS.source);
  // What is saved stays saved when more is typed on the same open page.
  await choose(page, 'Vilken grund har samtalet?', /samtyck/i);
  await page.getByRole('group', { name: /^Samtycke från/ }).getByLabel('Har samtyckt').check();
  await page.getByLabel('Vilken dag?').fill(day(-2));
  await page.getByLabel('Var?', { exact: true }).fill('Hemma hos familjen');
  await page.getByLabel('Kim sade (1)').fill(TEXTS.words);
  await choose(page, 'Varför har Bo inte hörts?', /för litet/);
  if (scripts) await expect(page.getByRole('status')).toContainText(/^Sparat \d\d\.\d\d$/);
  await save(page);
  await expect(page.getByRole('heading', { name: 'Prata inte med barnet än' })).toHaveCount(0);
  await page.getByLabel('Vad är bäst för Kim?').fill(TEXTS.best);
  await page.getByLabel('Skälen', { exact: true }).fill(TEXTS.reasons);
  await press(page, 'Lägg till en uppgift');
  await expect(page.getByLabel('Vad är känt?')).toHaveCount(2);
  await expect(page.getByLabel('Skälen', { exact: true })).toHaveValue(TEXTS.reasons);
  await examine(page);
  await press(page, 'Spara och läs igenom');
  expect(path(page)).toBe(`${address}/granska`);
  await expect(page.getByRole('link', { name: /Bo/ }).first()).toBeVisible();
  await examine(page);
  // A line of what is missing leads to its place on the one page.
  await press(page, 'Förklara varför Bo inte har hörts.', 'link');
  expect(path(page)).toBe(`${address}/snabb`);
  await expect(page.locator(new URL(page.url()).hash)).toBeVisible();
  await expect(part(page, 'avvagning').getByLabel('Vad är bäst för Kim?')).toHaveValue(TEXTS.best);

  // Raised to standard: all steps.
  await press(page, 'Djup', 'link');
  await expect(page.getByText('Det är litet och går att ändra.')).toBeVisible();
  await examine(page);
  await press(page, 'Höj djupet');
  await expect(page.getByRole('alert')).toContainText('Välj ett större djup.');
  await expect(page.getByRole('alert')).toContainText('Skriv varför djupet höjs.');
  await examine(page);
  await raise(page, 'Normal', 'Kim är ofta sjuk och kan fara illa.');
  expect(path(page)).toBe(address);
  await examine(page);
  await textsAreThere(page, address);
  await page.goto(`${address}/granska`);
  for (const question of ['Hur har Kim det i dag?', 'Vilka andra intressen finns, och hur väger de?']) {
    await expect(page.getByRole('link', { name: `Svara på ”${question}”.` }), question).toBeVisible();
  }
  await expect(page.getByRole('link', { name: 'Artikel 3, Kim, ”Bevilja ansökan”: välj följd på kort sikt.' })).toBeVisible();
  await expect(page.getByRole('link', { name: /Vilka vuxna är viktiga för Kim/ })).toHaveCount(0);
  await examine(page);
  expect(await page.request.get(`${address}/snabb`).then((answer) => new URL(answer.url()).pathname)).toBe(address);

  // And to thorough: more questions, and a second person.
  await page.goto(`${address}/djup`);
  await expect(page.getByText('Kim är ofta sjuk och kan fara illa.')).toBeVisible();
  await raise(page, 'Fördjupad', 'Läkaren har skrivit till oss.');
  await textsAreThere(page, address);
  await page.goto(`${address}/granska`);
  await expect(page.getByRole('heading', { name: 'Läs igenom och skicka för granskning', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: /Vilka vuxna är viktiga för Kim/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /Vad talar emot din slutsats/ })).toBeVisible();
  await examine(page);
  await page.goto(`${address}/djup`);
  await expect(page.getByText('Läkaren har skrivit till oss.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Höj djupet' })).toHaveCount(0);
  await examine(page);
});

async function raise(page, to, why) {
  const choice = page.getByRole('radio', { name: new RegExp(`^${to}:`) });
  if (!(await choice.isChecked())) await choice.check();
  await page.getByLabel('Varför?', { exact: true }).fill(why);
  await press(page, 'Höj djupet');
}

// Every text of the one page, at its place among the steps.
async function textsAreThere(page, address) {
  await page.goto(`${address}/fraga`);
  await expect(page.getByLabel('Alternativ 2')).toHaveValue('Avslå ansökan');
  await expect(page.getByLabel('Barnets bästa ska i första hand beaktas')).toBeChecked();
  await page.goto(`${address}/barn`);
  await press(page, /^Kim/, 'link');
  await expect(page.getByLabel('Hur berörs Kim av beslutet?')).toHaveValue(TEXTS.touched);
  await page.goto(`${address}/fakta`);
  await expect(page.getByLabel('Vad är känt?').first()).toHaveValue(TEXTS.fact);
  await expect(page.getByLabel('Varifrån vet du det?').first()).toHaveValue(TEXTS.source);
  await page.goto(`${address}/rost`);
  await press(page, /^Samtal.*\(Kim\)/, 'link');
  await expect(page.getByLabel('Kim sade (1)')).toHaveValue(TEXTS.words);
  await expect(page.getByRole('group', { name: /^Samtycke från/ }).getByLabel('Har samtyckt')).toBeChecked();
  await page.goto(`${address}/avvagning`);
  await expect(page.getByLabel('Vad är bäst för Kim?')).toHaveValue(TEXTS.best);
  await page.goto(`${address}/beslut`);
  await expect(page.getByLabel('Skälen', { exact: true })).toHaveValue(TEXTS.reasons);
}
