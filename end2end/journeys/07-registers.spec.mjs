// The registers beside the plans: who represents the units, the representatives' meetings, and how many have been trained.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { day, examine, follow, handOver, path, press } from '../support/assessment.mjs';

// The run's journeys share one demo: what this one writes is its own.
const STAMP = Date.now().toString(36);
const team = (scripts) =>
  scripts
    ? { unit: 'Ekonomiskt bistånd Norr', manager: /^Birgitta Hallsten/, worker: /^Jonas Bergfors/ }
    : { unit: 'Vuxen och missbruk Norr', manager: /^Peter Sandmark/, worker: /^Lena Furudal/ };
const mark = (scripts) => `${STAMP}${scripts ? 's' : 'n'}`;

async function openPlans(page) {
  await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name: 'Planer' }).click();
}

test('the register says who represents the units, where nobody does, and who did before', async ({ page, scripts }) => {
  const people = team(scripts);
  const name = `Vikarie ${mark(scripts)}`;
  await signInAs(page, 'coordinator');
  await openPlans(page);
  await press(page, /^Barnrättsombud:/, 'link');
  await expect(page.getByText('3 av 4 enheter har ett barnrättsombud i dag.')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Funktionsnedsättning/ })).toContainText('Saknas');
  await examine(page);
  await press(page, people.unit, 'link');
  await press(page, 'Lägg till ombud eller ersättare', 'link');
  await press(page, 'Spara');
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(3);
  await examine(page);
  await page.getByLabel('Ersättare').check();
  await page.getByLabel('Någon utan konto').check();
  await page.getByLabel('Namn', { exact: true }).fill(name);
  await page.getByLabel('Från och med').fill(day(-10));
  await page.getByLabel('Avsatt tid per vecka, i timmar').fill('1,5');
  await press(page, 'Spara');
  await expect(page.getByText(name, { exact: true })).toBeVisible();
  await examine(page);

  // The manager keeps the register of the unit, too: the stand-in has left.
  const unit = path(page);
  await handOver(page, people.manager);
  await page.goto(unit);
  await follow(page, page.getByRole('listitem').filter({ hasText: name }).getByRole('link', { name: /^Ändra eller avsluta/ }));
  await expect(page.getByLabel('Avsatt tid per vecka, i timmar')).toHaveValue('1,5');
  await page.getByLabel('Till och med').fill(day(-1));
  await press(page, 'Spara');
  const before = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Tidigare och kommande' }) });
  await expect(before.getByText(name, { exact: true })).toBeVisible();
  await examine(page);

  await handOver(page, people.worker);
  await page.goto(unit);
  await expect(page.getByText(name, { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: /^(Ändra|Lägg till)/ })).toHaveCount(0);
});

test('the coordinator writes what the network talked about, and representatives read it', async ({ page, scripts }) => {
  const people = team(scripts);
  const words = `Hur barn vill ha svar (${mark(scripts)}).`;
  await signInAs(page, 'coordinator');
  await openPlans(page);
  await press(page, 'Ombudens möten', 'link');
  await examine(page);
  await press(page, 'Nätverksträff i Norr', 'link');
  await page.getByLabel('Vad pratade ni om?').fill('Gäller 20160229-2380.');
  await page.getByRole('group', { name: people.unit }).getByLabel('Med', { exact: true }).check();
  await press(page, 'Spara mötet');
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('group', { name: people.unit }).getByLabel('Med', { exact: true })).toBeChecked();
  await examine(page);
  await page.getByLabel('Vilken dag?').fill(day(0));
  await page.getByLabel('Vad pratade ni om?').fill(words);
  await page.getByLabel('Vad kom ni överens om?').fill('Alla frågar två barn.');
  await page.getByRole('group', { name: 'Funktionsnedsättning' }).getByLabel('Inte med').check();
  await press(page, 'Spara mötet');
  await expect(page.getByText('Norr, ombud från 1 av 2 enheter')).toBeVisible();
  await examine(page);
  const meeting = path(page);
  await press(page, 'Ändra mötet', 'link');
  await page.getByLabel('Vad kom ni överens om?').fill('Alla frågar tre barn.');
  await press(page, 'Spara mötet');
  await expect(page.getByText('Alla frågar tre barn.')).toBeVisible();

  await handOver(page, people.manager);
  await page.goto(meeting);
  await expect(page.getByText(words)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Ändra mötet' })).toHaveCount(0);
  await handOver(page, people.worker);
  expect((await page.request.get(meeting)).status()).toBe(404);
});

test('a training is written with numbers and no names, and each manager writes the unit\'s own', async ({ page, scripts }) => {
  const people = team(scripts);
  const title = `Barns berättelser ${mark(scripts)}`;
  await signInAs(page, 'coordinator');
  await openPlans(page);
  await press(page, /^Utbildningar:/, 'link');
  await examine(page);
  await press(page, 'Utbildning i Norr', 'link');
  await page.getByLabel('Vad heter utbildningen?').fill(title);
  await page.getByLabel('Vad handlar den om?').selectOption({ label: 'Delaktighet' });
  await page.getByLabel('Vem håller i den?').fill('Regionen');
  await page.getByLabel('Vilken dag?').fill(day(0));
  await page.getByLabel('Hur många timmar?').fill('1,5');
  await page.getByLabel('Barn och unga Norr: hur många var med?').fill('7');
  await page.getByLabel('Barn och unga Norr: av hur många anställda?').fill('6');
  await press(page, 'Spara utbildningen');
  await expect(page.getByRole('alert')).toContainText('Fler än de anställda');
  await expect(page.getByLabel('Vad handlar den om?')).toHaveValue('focus.participation');
  await examine(page);
  await page.getByLabel('Barn och unga Norr: hur många var med?').fill('5');
  await press(page, 'Spara utbildningen');
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
  await expect(card).toContainText('Barn och unga Norr: 5 av 6');
  await examine(page);

  await handOver(page, people.manager);
  await openPlans(page);
  await press(page, /^Utbildningar:/, 'link');
  await expect(card).toContainText('Inget antal är skrivet än.');
  await follow(page, card.getByRole('link', { name: /^Ändra/ }));
  await expect(page.getByLabel('Vad heter utbildningen?')).toHaveCount(0);
  await page.getByLabel(`${people.unit}: hur många var med?`).fill('4');
  await page.getByLabel(`${people.unit}: av hur många anställda?`).fill('5');
  await examine(page);
  await press(page, 'Spara utbildningen');
  await expect(card).toContainText(`${people.unit}: 4 av 5`);

  await handOver(page, people.worker);
  await page.goto('/utbildning');
  await expect(card).toContainText('4 av 5');
  await expect(page.getByRole('link', { name: /^Ändra/ })).toHaveCount(0);
  await examine(page);
});
