// Siblings each get their own letter, with nothing of what the other said in confidence; and a party's version of the decision holds what
// was assessed, and only that.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import {
  approveLetter, beginAssessment, bornYearsAgo, choose, day, examine, next, openCase, press, sign, writeArticles, writeChild, writeDecision, writeFacts, writeFollowUp,
  writeQuestion, writeTalk, writeWeighing,
} from '../support/assessment.mjs';

const SECRET = 'Pappa blir arg när jag berättar om natten.';

test('what one child said in confidence stands in no letter and in no version for a party until it is assessed', async ({ page }) => {
  test.setTimeout(300_000);
  await signInAs(page, 'worker');
  await openCase(page, {
    adult: 'Mona Påhittad',
    matter: 'Ansökan om flyttkostnader',
    guardians: ['Ivar Påhittad'],
    children: [['Elsa', bornYearsAgo(9)], ['Sam', bornYearsAgo(14)]],
  });
  const address = await beginAssessment(page);
  await writeQuestion(page, ['Bevilja ansökan', 'Avslå ansökan']);
  await writeChild(page, 'Elsa');
  await writeChild(page, 'Sam');
  await writeFacts(page);
  await writeTalk(page, { address, child: /^Elsa/, name: 'Elsa', words: 'Jag vill bo nära mormor.' });
  await writeTalk(page, { address, child: /^Sam/, name: 'Sam', words: SECRET, assessFirst: true });
  await writeArticles(page, address);
  await writeWeighing(page, address, { names: ['Elsa', 'Sam'], outcome: 'Beslutet följer det barnet sade' });
  await writeDecision(page, address, { chosen: 'Bevilja ansökan', content: 'Flyttkostnaderna beviljas.', plain: 'Ni får hjälp att flytta.' });
  await next(page);
  await writeFollowUp(page, address);
  await sign(page, address);

  // Two letters, each about its own child.
  await press(page, /^Brev till Sam/, 'link');
  await expect(page.locator('.letter')).not.toContainText(SECRET);
  await expect(page.locator('.letter')).not.toContainText('mormor');
  await page.goto(`${address}/svar`);
  await press(page, /^Brev till Elsa/, 'link');
  const elsas = page.url();
  await expect(page.locator('.letter')).toContainText('Jag vill bo nära mormor.');
  await page.getByLabel('Vill du fråga något?').fill(`Sam har sagt: ${SECRET}`);
  await press(page, 'Spara brevet');
  await approveLetter(page);
  await expect(page.getByRole('alert')).toContainText('Brevet återger något som inte får stå där innan utlämnandet är prövat');
  await expect(page.getByText(/Brevet nämner: .*Sam/)).toBeVisible();
  await examine(page);
  await page.getByLabel('Vill du fråga något?').fill('Skriv eller rita till mig.');
  await press(page, 'Spara brevet');
  await approveLetter(page);
  await expect(page.getByText('Godkänt, inte lämnat').first()).toBeVisible();

  // The assessment of disclosure: who, when, what and why.
  await page.goto(`${address}/utlamnande`);
  await expect(page.getByText('1 av 2 uttalanden väntar på prövning.')).toBeVisible();
  await examine(page);
  await press(page, /^Pröva utlämnandet .*Pappa blir arg/, 'link');
  await press(page, 'Spara prövningen');
  await expect(page).toHaveTitle(/^Fel: /);
  await examine(page);
  await page.getByLabel('Vem skulle få läsa det?').fill('Pappan, som är vårdnadshavare');
  await choose(page, 'Vad leder prövningen till?', 'Lämnas inte ut');
  await choose(page, 'Om det inte lämnas ut: på vilken grund?', /^OSL 12 kap. 3 §/);
  await page.getByLabel('Skälen', { exact: true }).fill('Sam kan antas lida betydande men om pappan får veta det.');
  await page.getByLabel('Vad får parten veta i stället?').fill('Sam har berättat hur det är hemma.');
  await page.getByLabel('Vem har prövat det?').fill('Birgitta Hallsten');
  await page.getByLabel('Vilken dag?').fill(day(0));
  await press(page, 'Spara prövningen');
  await expect(page.getByText('0 av 2 uttalanden väntar på prövning.')).toBeVisible();
  await expect(page.getByText('Prövat, lämnas inte ut')).toBeVisible();
  await examine(page);
  const party = await page.request.get(`${address}/dokument/beslut-part.pdf`);
  expect(party.headers()['content-type']).toBe('application/pdf');

  // Withheld, so Sam is answered in a talk, and Sam's own letter can be approved.
  await page.goto(`${address}/svar`);
  await press(page, /^Brev till Sam/, 'link');
  await approveLetter(page, { atHome: 'Nej' });
  await expect(page.getByText('Godkänt, inte lämnat').first()).toBeVisible();
  await press(page, 'Följ tråden från barnets ord', 'link');
  await expect(page.locator('.thread')).toContainText('I ett samtal, inte i brevet');
  await expect(page.getByText('Inga luckor, 1 av 1 uttalanden är följda hela vägen')).toBeVisible();
  await examine(page);
  await page.goto(elsas);
  await examine(page);
});
