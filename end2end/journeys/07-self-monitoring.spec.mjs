// DOMAIN journey 7, its first half: a coordinator opens a round of self-monitoring; the unit's manager and representative answer it area
// by area; what is missing is named; the coordinator remarks, the unit replies; the round is closed and its results are read.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { day, examine, follow, handOver, path, press, save } from '../support/assessment.mjs';

// The run's journeys share one demo.
const TITLE = `Provomgång ${Date.now().toString(36)}`;
const MANAGER = 'manager';
const REPRESENTATIVE = /^Samira Daoud/;
const REMARK = 'Hur vet ni att alla ställer frågan?';
const REPLY = 'Vi tar ett stickprov på tio ärenden varje månad.';
const SECRET = 'Stickprov på tjugo ärenden i mars.';

const item = (page, number) => page.getByRole('group', { name: `Punkt ${number}: hur långt har ni kommit?` });

// Answers the items of the area that is open with one level each, from a number on.
async function answer(page, first, levels) {
  for (const [n, level] of levels.entries()) await item(page, first + n).getByLabel(level, { exact: true }).check();
}

test('a round is opened, answered, remarked on, closed and read', async ({ page, scripts }) => {
  test.slow();
  await signInAs(page, 'coordinator');
  await press(page, 'Egenkontroll', 'link');
  await examine(page);
  await press(page, 'Öppna en omgång', 'link');
  await examine(page);
  await page.getByLabel('Vad kallas omgången?').fill('');
  await page.getByLabel('När ska svaren vara inlämnade?').fill('snart');
  for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
  await press(page, 'Öppna omgången');
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(3);
  await examine(page);
  await page.getByLabel('Vad kallas omgången?').fill(TITLE);
  await page.getByLabel('När ska svaren vara inlämnade?').fill(day(14));
  await page.getByLabel('Ekonomiskt bistånd Norr').check();
  await page.getByLabel('Funktionsnedsättning').check();
  await page.getByLabel('Några ord till dem som svarar').fill('Svara tillsammans.');
  await press(page, 'Öppna omgången');
  const round = path(page);
  await expect(page.getByRole('heading', { name: new RegExp(TITLE) })).toBeVisible();
  await expect(page.getByText('0 av 2 har lämnat in, i bokstavsordning')).toBeVisible();
  await examine(page);
  await page.getByLabel('Vem ska påminnas?').selectOption({ label: 'Ekonomiskt bistånd Norr' });
  await page.getByLabel('Vad vill du säga?').fill('Börja gärna med Kunskap.');
  await press(page, 'Skicka påminnelsen');
  await expect(page.getByText('Börja gärna med Kunskap.')).toBeVisible();
  await press(page, 'Ekonomiskt bistånd Norr', 'link');
  const part = path(page);

  // The representative begins: two areas, saved as they go.
  await handOver(page, REPRESENTATIVE);
  const waiting = page.getByRole('listitem').filter({ hasText: TITLE });
  await expect(waiting).toContainText('Inte påbörjad');
  await expect(waiting).toContainText('Börja gärna med Kunskap.');
  await examine(page);
  await follow(page, waiting.getByRole('link'));
  expect(path(page)).toBe(part);
  await expect(page.getByText('Svara tillsammans.')).toBeVisible();
  await examine(page);
  await press(page, 'Ledning och styrning', 'link');
  await expect(page.getByText(/^Förra gången, Egenkontroll/).first()).toBeVisible();
  await examine(page);
  await answer(page, 1, ['2 Delvis på plats', '3 Helt på plats', '1 Påbörjat']);
  await page.getByLabel('Punkt 1: vad visar det?').fill('Verksamhetsplanen, mål 2.');
  await expect(page.getByLabel('Punkt 2: varför gäller den inte er?')).toBeHidden();
  if (scripts) {
    await expect(page.getByRole('status')).toContainText(/^Sparat \d\d\.\d\d$/);
    await page.reload();
    await expect(page.getByLabel('Punkt 1: vad visar det?')).toHaveValue('Verksamhetsplanen, mål 2.');
  }
  await item(page, 4).getByLabel('3 Helt på plats').check();
  await page.getByLabel('Punkt 4: vad visar det?').fill(SECRET);
  await page.getByLabel('Punkt 4: från vilken dag är det?').fill(day(-10));
  await item(page, 5).getByLabel('Gäller inte oss').check();
  await press(page, 'Spara och fortsätt');
  await expect(page.getByRole('heading', { name: 'Kunskap', level: 1 })).toBeVisible();
  await answer(page, 6, ['1 Påbörjat', '1 Påbörjat', '2 Delvis på plats', '0 Inte påbörjat']);
  await save(page);
  await expect(item(page, 6).getByLabel('1 Påbörjat')).toBeChecked();

  // The manager sees what is answered, and what is missing.
  await handOver(page, MANAGER);
  await page.goto(part);
  await expect(page.getByText('9 av 31 punkter', { exact: true })).toBeVisible();
  await press(page, 'Lämna in svaren');
  await expect(page.getByRole('alert')).toContainText('24 saker saknas innan ni kan lämna in');
  await expect(page.getByRole('alert')).toContainText('Punkt 2: skriv vad som visar att det är helt på plats.');
  await examine(page);
  await follow(page, page.getByRole('alert').getByRole('link', { name: 'Punkt 5: skriv varför den inte gäller er.' }));
  expect(new URL(page.url()).hash).toBe('#f-lead-time-why');
  await page.getByLabel('Punkt 5: varför gäller den inte er?').fill('Vi fördelar inga ärenden själva.');
  await page.getByLabel('Punkt 2: vad visar det?').fill('Uppdragsbeskrivningen från januari.');
  await save(page);
  await examine(page);
  for (const [area, first, count] of [['information', 10, 4], ['participation', 14, 5], ['best_interests', 19, 5], ['collaboration', 24, 4], ['follow_up', 28, 4]]) {
    await page.goto(`${part}/omrade/${area}`);
    await answer(page, first, Array(count).fill('1 Påbörjat'));
    await press(page, 'Spara och fortsätt');
  }
  expect(path(page)).toBe(part);
  await expect(page.getByText('Inget saknas.', { exact: false })).toBeVisible();
  await examine(page);
  await press(page, 'Lämna in svaren');
  await expect(page.getByRole('button', { name: 'Lämna in svaren' })).toHaveCount(0);
  await press(page, 'Ledning och styrning', 'link');
  await expect(page.getByText(SECRET)).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await examine(page);

  // Remark and reply.
  await handOver(page, 'coordinator');
  await page.goto(`${part}/omrade/leadership`);
  await press(page, 'Skicka anmärkningen');
  await expect(page.getByRole('alert')).toContainText('Skriv din anmärkning.');
  await page.getByLabel('Din anmärkning på området').fill(REMARK);
  await press(page, 'Skicka anmärkningen');
  await expect(page.getByText('Inget svar än.')).toBeVisible();
  await examine(page);
  await handOver(page, MANAGER);
  await expect(page.getByRole('listitem').filter({ hasText: TITLE })).toContainText('1 anmärkning väntar på svar');
  await page.goto(`${part}/omrade/leadership`);
  await expect(page.getByText(REMARK)).toBeVisible();
  await page.getByLabel('Enhetens svar').fill(REPLY);
  await examine(page);
  await press(page, 'Skicka svaret');
  await expect(page.getByText(REPLY)).toBeVisible();

  // Results and closing.
  await handOver(page, 'coordinator');
  await page.goto(round);
  await press(page, 'Se resultatet', 'link');
  const row = page.getByRole('row').filter({ hasText: 'Ekonomiskt bistånd Norr' });
  await expect(row.getByRole('cell').first()).toContainText('Delvis på plats');
  await expect(row.getByRole('cell').first()).toContainText('5 av 5 besvarade');
  await expect(page.getByRole('row').filter({ hasText: 'Funktionsnedsättning' })).toContainText('inte inlämnad');
  await examine(page);
  await page.goto(round);
  await press(page, 'Stäng omgången', 'link');
  await expect(page.getByText('1 av 2 har inte lämnat in')).toBeVisible();
  await press(page, 'Stäng omgången');
  await expect(page.getByRole('alert')).toContainText('Kryssa i att du vet');
  await examine(page);
  await page.getByLabel('Jag vet att omgången inte går att öppna igen').check();
  await press(page, 'Stäng omgången');
  expect(path(page)).toBe(round);
  await expect(page.getByText('Inte inlämnad', { exact: true })).toBeVisible();
  await examine(page);

  // Workers of the unit read what is closed, those of other units do not.
  await handOver(page, 'worker');
  await press(page, 'Egenkontroll', 'link');
  await follow(page, page.getByRole('link', { name: `Ekonomiskt bistånd Norr: ${TITLE}` }));
  await examine(page);
  await press(page, 'Jämför med tidigare omgångar', 'link');
  await expect(page.getByRole('columnheader', { name: TITLE })).toBeVisible();
  await examine(page);
  await handOver(page, 'worker of another unit');
  expect((await page.request.get(part)).status()).toBe(404);
});

test('two who write at the same time both keep their texts', async ({ page, another }) => {
  await signInAs(page, 'coordinator');
  await page.goto('/egenkontroll/ny');
  const title = `${TITLE} två`;
  await page.getByLabel('Vad kallas omgången?').fill(title);
  await press(page, 'Öppna omgången');
  await press(page, 'Ekonomiskt bistånd Norr', 'link');
  const area = `${path(page)}/omrade/knowledge`;
  await handOver(page, MANAGER);
  await page.goto(area);
  const other = await another();
  await signInAs(other, REPRESENTATIVE);
  await other.goto(area);
  await other.getByLabel('Punkt 6: vad visar det?').fill('Ombudets text.');
  await press(other, 'Spara');
  await page.getByLabel('Punkt 6: vad visar det?').fill('Chefens text.');
  await press(page, 'Spara');
  await expect(page.getByRole('heading', { name: /^Någon annan har sparat/ })).toBeVisible();
  await expect(page.getByText('Ombudets text.')).toBeVisible();
  await expect(page.getByLabel('Punkt 6: vad visar det?')).toHaveValue('Chefens text.');
  await examine(page);
  await press(page, 'Spara');
  await expect(page.getByLabel('Punkt 6: vad visar det?')).toHaveValue('Chefens text.');
});
