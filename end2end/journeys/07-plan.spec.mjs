// A plan's way: the unit writes it and sends it, the coordinator returns it with a remark, the unit answers, the coordinator takes
// note of it, and during the year the unit says what its activities led to.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { day, examine, follow, handOver, path, press } from '../support/assessment.mjs';

const STAMP = Date.now().toString(36);
const YEAR = new Date().getFullYear();
// The plans of this year are told by the demo; what is written here is the next one's.
const NEXT = YEAR + 1;
// Both runs go at the same time, so each has a unit of its own.
const team = (scripts) =>
  scripts
    ? { unit: 'Ekonomiskt bistånd Norr', manager: /^Birgitta Hallsten/, representative: /^Samira Daoud/, worker: /^Miriam Tesfai/ }
    : { unit: 'Barn och unga Norr', manager: /^Annika Stenhag/, representative: /^Tove Granlöf/, worker: /^Sofia Ekelid/ };

// From the main menu to the unit's plan of this year, and from there to another year's.
async function openPlan(page, year) {
  await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name: 'Planer' }).click();
  const current = await page.getByRole('link', { name: `Plan för ${YEAR}`, exact: true }).getAttribute('href');
  await page.goto(current.replace(/\d{4}$/, String(year)));
}

// The start page's line about a unit's plan.
async function fromStart(page, unit, state) {
  await page.goto('/');
  const line = page.getByRole('listitem').filter({ hasText: `Plan för ${NEXT}` }).filter({ hasText: unit });
  await expect(line).toContainText(state);
  await follow(page, line.getByRole('link'));
}

test('a plan is written, returned, answered and noted, and an activity is done', async ({ page, scripts }) => {
  const people = team(scripts);
  await signInAs(page, people.manager);
  await openPlan(page, NEXT);
  await expect(page.getByText(`Enheten har ingen plan för ${NEXT}.`)).toBeVisible();
  await examine(page);
  await press(page, `Börja planen för ${NEXT}`);
  await press(page, 'Skicka till samordnaren');
  await expect(page.getByRole('alert')).toContainText('Planen har inga mål än');
  await examine(page);

  // A goal, first with nothing in it.
  await press(page, 'Lägg till ett mål', 'link');
  await press(page, 'Lägg till målet');
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2);
  await examine(page);
  await page.getByLabel('Delaktighet').check();
  await page.getByLabel('Vad ska ni nå?').fill(`Alla barn får ett svar (${STAMP}).`);
  await page.getByLabel('Hur märks det för barnen?').fill('De ringer och frågar.');
  await press(page, 'Lägg till målet');
  await press(page, /^Lägg till en aktivitet/, 'link');
  await page.getByLabel('Vad ska göras?').fill('Skriva ett brev efter varje utredning.');
  await page.getByLabel('Vem ser till att det blir gjort?').fill('Barnrättsombudet');
  await page.getByLabel('När ska det vara gjort?').fill(`${YEAR}-06-01`);
  await press(page, 'Lägg till aktiviteten');
  await expect(page.getByRole('alert')).toContainText(`Datumet ska ligga under ${NEXT}`);
  await expect(page.getByLabel('Vad ska göras?')).toHaveValue('Skriva ett brev efter varje utredning.');
  await page.getByLabel('När ska det vara gjort?').fill(`${NEXT}-06-01`);
  await press(page, 'Lägg till aktiviteten');
  await expect(page.getByText('0 av 1 aktiviteter genomförda')).toBeVisible();

  // Taken out, and put back.
  await page.getByText(/^Ändra, flytta eller ta bort aktiviteten/).click();
  await examine(page);
  await press(page, /^Ja, ta bort aktiviteten/);
  await expect(page.getByText('Inga aktiviteter än.', { exact: true }).first()).toBeVisible();
  await page.getByText('Borttaget (1)').click();
  await press(page, /^Lägg tillbaka/);
  await expect(page.getByText('0 av 1 aktiviteter genomförda')).toBeVisible();
  await press(page, 'Skicka till samordnaren');
  await expect(page.getByText('Hos samordnaren', { exact: true })).toBeVisible();
  await examine(page);

  await handOver(page, 'coordinator');
  await fromStart(page, people.unit, 'Väntar på dig');
  await examine(page);
  await press(page, 'Lämna tillbaka med anmärkningar');
  await expect(page.getByRole('alert')).toContainText('Skriv en anmärkning');
  await press(page, /^Skriv en anmärkning/, 'link');
  await examine(page);
  await page.getByLabel('Vad vill du säga om målet?').fill('Vem ser efter att brevet blir skrivet?');
  await press(page, 'Skriv anmärkningen');
  await press(page, 'Lämna tillbaka med anmärkningar');
  await expect(page.getByText('Återlämnad', { exact: true })).toBeVisible();

  await handOver(page, people.manager);
  await fromStart(page, people.unit, 'Återlämnad');
  await expect(page.getByText('Vem ser efter att brevet blir skrivet?')).toBeVisible();
  await examine(page);
  await press(page, /^Svara samordnaren/, 'link');
  await page.getByLabel('Vad svarar ni?').fill('Chefen läser tio utredningar i maj.');
  await press(page, 'Skicka svaret');
  await press(page, 'Skicka till samordnaren');

  await handOver(page, 'coordinator');
  await fromStart(page, people.unit, 'Väntar på dig');
  await expect(page.getByText('Chefen läser tio utredningar i maj.')).toBeVisible();
  await press(page, 'Jag har tagit del av planen');
  await expect(page.getByText('Samordnaren har tagit del', { exact: true })).toBeVisible();

  await handOver(page, people.manager);
  await openPlan(page, NEXT);
  await press(page, /^Skriv hur det går/, 'link');
  await page.getByLabel('Genomförd').check();
  await press(page, 'Spara');
  await expect(page.getByRole('alert')).toContainText('Skriv när det blev gjort');
  await examine(page);
  await page.getByLabel('När blev det gjort?').fill(day(0));
  await page.getByLabel('Vad har det lett till?').fill('Fler barn hör av sig.');
  await press(page, 'Spara');
  await expect(page.getByText('1 av 1 aktiviteter genomförda.')).toBeVisible();
  await expect(page.getByText('Fler barn hör av sig.')).toBeVisible();
  const plan = path(page);

  // On paper there is the plan, and nothing to press.
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('link', { name: /^Skriv hur det går/ })).toBeHidden();
  await expect(page.getByText('Fler barn hör av sig.')).toBeVisible();
  await page.emulateMedia({ media: 'screen' });

  // A worker of the unit reads it and writes nothing; somebody from another unit has no such page.
  await handOver(page, people.worker);
  await page.goto(plan);
  await expect(page.getByText('Fler barn hör av sig.')).toBeVisible();
  await expect(page.getByRole('link', { name: /^(Skriv|Svara|Ändra|Lägg till)/ })).toHaveCount(0);
  await examine(page);
  await handOver(page, 'worker of another unit');
  expect((await page.request.get(plan)).status()).toBe(404);
});

test('two who write about the same activity both see what the other wrote', async ({ page, another, scripts }) => {
  const people = team(scripts);
  await signInAs(page, people.manager);
  await openPlan(page, YEAR);
  await follow(page, page.getByRole('link', { name: /^Skriv hur det går/ }).first());
  const form = path(page);

  const other = await another();
  await signInAs(other, people.representative);
  await other.goto(form);
  await other.getByLabel('Pågår').check();
  await other.getByLabel('Vad har det lett till?').fill(`Ombudets ord (${STAMP}).`);
  await press(other, 'Spara');

  await page.getByLabel('Pågår').check();
  await page.getByLabel('Vad har det lett till?').fill(`Chefens ord (${STAMP}).`);
  await press(page, 'Spara');
  await expect(page.getByRole('heading', { name: /^Någon annan har sparat under tiden/ })).toBeVisible();
  await expect(page.getByText(`Ombudets ord (${STAMP}).`)).toBeVisible();
  await expect(page.getByLabel('Vad har det lett till?')).toHaveValue(`Chefens ord (${STAMP}).`);
  await examine(page);
  await press(page, 'Spara');
  await expect(page.getByText(`Chefens ord (${STAMP}).`)).toBeVisible();
});
