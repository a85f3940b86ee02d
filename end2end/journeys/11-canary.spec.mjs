// A name, a number and a phrase that stand nowhere else are typed in every kind of form. None of them is found afterwards in an address,
// in a header, in the browser's storage or in what the server logs, however much it is told to log; nor is the token of a session.
import { expect, test as base } from '../support/fixtures.mjs';
import { beginAssessment, beginNote, day, examine, fillTalk, next, path, press, save } from '../support/assessment.mjs';
import { PASSWORD, enter, givePassword } from '../support/entrance.mjs';
import { served } from '../support/served.mjs';

const ADULT = 'Kanariefågel';
const CHILD = 'Gulsiska';
// Among the numbers that are set aside for tests; the second has a wrong last digit.
const NUMBER = '20160229-2383';
const MISTYPED = '20160229-2380';
const PHRASE = 'kvittrar gul i buren';
const CANARIES = [ADULT, CHILD, PHRASE, ...[NUMBER, MISTYPED].flatMap((n) => [n.slice(2), n.slice(2).replace('-', '')])];

const test = base.extend({
  // eslint-disable-next-line no-empty-pattern
  town: async ({}, use) => {
    const town = await served({ filled: true, env: { OGONHOJD_LOG: 'trace' } });
    await use(town);
    await town.stop();
  },
  baseURL: async ({ town }, use) => use(town.url),
});

// Everything that goes between browser and server but bodies and the browser's own cookie.
function overhear(context) {
  const heard = [];
  const answers = [];
  context.on('request', (request) => heard.push(`${request.method()} ${request.url()} ${request.headers().referer ?? ''}`));
  context.on('response', (response) => answers.push(response.headersArray().then((all) => heard.push(...all.map(({ name, value }) => `${name}: ${value}`))).catch(() => {})));
  return async () => {
    await Promise.all(answers);
    return heard;
  };
}

// Lines in which one of the words stands, as it is or as addresses write it.
const found = (lines, words) => lines.filter((line) => words.some((word) => line.includes(word) || line.includes(encodeURIComponent(word)) || line.includes(word.replaceAll(' ', '+'))));

test('what is typed stands in no address, no header, no storage and no log', async ({ page, context, town }) => {
  test.slow();
  const heard = overhear(context);
  const link = town.add('--user-name', 'asa', '--name', 'Åsa Påhittad', '--role', 'worker', '--unit', 'Ekonomiskt bistånd Norr');
  const secrets = await enter(page, link, 'asa');

  // A case: first with too much, so that it is drawn again with everything in it.
  await page.goto('/arenden/nytt');
  await page.getByLabel('Den vuxnas namn').fill(`${ADULT} Påhittad`);
  await page.getByLabel('Vad ska beslutas?').fill(PHRASE);
  await next(page);
  await expect(page.getByRole('alert')).toBeVisible();
  await examine(page);
  await page.getByLabel('Ja, ett eller flera barn').check();
  await next(page);
  const caseAddress = path(page).replace(/\/barn\/nytt$/, '');
  await page.getByLabel('Vad heter barnet?').fill(CHILD);
  await page.getByLabel('Person- eller samordningsnummer').fill(MISTYPED);
  await page.getByLabel('Hur hör barnet ihop med den vuxna?').fill(PHRASE);
  await press(page, 'Spara barnet');
  await page.getByLabel('Person- eller samordningsnummer').fill(NUMBER);
  await press(page, 'Spara barnet');
  await expect(page.getByRole('heading', { name: CHILD, level: 3 })).toBeVisible();

  for (const sought of [ADULT, CHILD, NUMBER, PHRASE]) {
    await page.goto('/arenden');
    await page.getByLabel('Sök ärende').fill(sought);
    await press(page, 'Sök');
    await expect(page.getByRole('heading', { level: 1, name: 'Sökresultat' })).toBeVisible();
  }
  await page.goto(caseAddress);

  const address = await beginAssessment(page, { why: PHRASE });
  await page.getByLabel('Alternativ 1').fill(PHRASE);
  await page.getByLabel('Alternativ 2').fill(`Avslå, ${PHRASE}`);
  await save(page);
  await beginNote(page, { address, child: new RegExp(`^${CHILD}`), what: 'Planera eller skriv ner ett samtal' });
  await fillTalk(page, { name: CHILD, words: `Jag ${PHRASE}.` });
  await page.getByLabel('Vilken dag?').fill(day(-1));
  await save(page);
  await page.goto(`${address}/svar`);
  await press(page, /^Bjud in till ett samtal/);
  const letter = path(page);
  await page.locator('textarea').first().fill(`Hej ${CHILD}. Du ${PHRASE}.`);
  await press(page, 'Spara brevet');
  const pdf = await page.request.get(`${letter}/brev.pdf`);
  const print = await page.request.get(`${address}/dokument/arbetsutskrift.pdf`);
  expect([pdf.status(), print.status()]).toEqual([200, 200]);
  const headers = [pdf, print].flatMap((answer) => Object.entries(answer.headers()).map((pair) => pair.join(': ')));

  // Signing in with what does not fit, from the page with the form of somebody whose session has ended.
  const token = (await context.cookies()).find((cookie) => cookie.name === 'ogonhojd').value;
  const held = (await page.content()).includes(token);
  await press(page, 'Logga ut');
  await page.goto(caseAddress);
  await givePassword(page, ADULT, PHRASE);
  await expect(page.getByRole('alert')).toBeVisible();

  const lines = [...(await heard()), ...headers];
  const log = town.log().split('\n');
  // What is heard is all of it: addresses, and headers with the token that the browser got.
  expect(found(lines, ['/arenden/sok/'])).not.toEqual([]);
  expect(found(lines, [token])).not.toEqual([]);
  expect(log.filter((line) => / (DEBUG|TRACE) /.test(line)).length).toBeGreaterThan(200);
  expect(held, 'the token stands in a page').toBe(false);
  expect(found(lines, CANARIES), 'addresses and headers').toEqual([]);
  expect(found(log, CANARIES), 'the log').toEqual([]);
  const passwords = [PASSWORD, secrets.key.replaceAll(' ', ''), ...secrets.codes];
  expect(found([...lines, ...log], passwords), 'passwords, keys and codes').toEqual([]);
  const setting = /^set-cookie: ogonhojd=/;
  expect(found([...lines.filter((line) => !setting.test(line)), ...log], [token]), 'the token of the session').toEqual([]);
  // The one-time link is an address; it stands in no log.
  expect(found(log, [link.split('/').at(-1)]), 'the one-time link in the log').toEqual([]);
});
