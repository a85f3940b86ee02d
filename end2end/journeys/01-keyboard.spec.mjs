// Journey 1 without a mouse, from the sign-in page to the letter's PDF: every control is reached with the tab key, in the order of the page.
import { expect, test } from '../support/fixtures.mjs';
import { bornYearsAgo, day, path } from '../support/assessment.mjs';
import { enterOn, fillIn, tabTo } from '../support/keyboard.mjs';

const NEXT = /^Spara och fortsätt$/;
const TEXT = 'Familjen bor kvar om skulden betalas.';

/** Answers to whatever a page asks, by the question's words. */
function answer({ kind, words, group }) {
  if (kind === 'radio') {
    if (/De närmaste veckorna|Det kommande året/.test(group)) return /^Ingen skillnad$/;
    if (/Vilken grund/.test(group)) return /samtyck/i;
    if (/^Samtycke från/.test(group)) return /^Har samtyckt$/;
    if (/^Är någon annan bättre placerad/.test(group)) return /^Nej$/;
    if (/^Hur gick det till/.test(group)) return /^Samtal$/;
    if (/^Vill .* ha svar/.test(group)) return /^Ja, ett brev$/;
    if (/^Hur väger barnets bästa/.test(group)) return /i första hand/;
    if (/^Vilken vikt/.test(group)) return /^Stor vikt$/;
    if (/^Hur blir beslutet/.test(group)) return /följer det barnet sade/;
    if (/^Går beslutet emot/.test(group)) return /^Nej/;
    if (/^Vilket alternativ blev/.test(group)) return /^Bevilja/;
    return null;
  }
  if (kind === 'checkbox') return null;
  if (/^Alternativ 1/.test(words)) return 'Bevilja ansökan';
  if (/^Alternativ 2/.test(words)) return 'Avslå ansökan';
  if (/^När ska beslutet|^Vad hjälper|^Om beslutet avviker|^Om ja eller delvis|^Om beslutet får negativa|^Lagrum|^Om det inte blev av|inte tillfrågad/.test(words)) return null;
  if (/^Vilken dag följdes|^Hur blev det/.test(words)) return null;
  if (/^När följer du upp/.test(words)) return day(30);
  if (/^Beslutsdag/.test(words)) return day(0);
  if (/^Vilken dag|^Datum för svaret/.test(words)) return day(-2);
  return TEXT;
}

test('journey 1 from the sign-in page to the letter with the keyboard alone', async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto('/logga-in');
  await enterOn(page, /Åsa Lindehag/);
  await enterOn(page, /^Nytt ärende$/);
  await fillIn(page, NEXT, ({ kind, words, group }) => {
    if (kind === 'radio') return /Bor ett barn/.test(group) ? /^Ja/ : null;
    if (/^Den vuxnas namn/.test(words)) return 'Tangent Påhittad';
    return /^Vad ska beslutas/.test(words) ? 'Ansökan om bistånd till hyresskuld' : null;
  });
  await fillIn(page, /^Spara barnet$/, ({ words }) => {
    if (/^Vad heter barnet/.test(words)) return 'Elsa';
    return /^Födelsedatum/.test(words) ? bornYearsAgo(9) : null;
  });

  await enterOn(page, /^Börja en barnkonsekvensanalys$/);
  await fillIn(page, /^Visa förslaget$/, () => null);
  await fillIn(page, /^Börja analysen$/, ({ kind, words, group }) => {
    if (kind === 'radio') return /Vilket djup/.test(group) ? /^Normal/ : null;
    return /^Varför det djupet/.test(words) ? 'Ett barn kan behöva flytta.' : null;
  });
  const address = path(page).replace(/\/fraga$/, '');
  await fillIn(page, NEXT, answer);
  expect(path(page)).toContain('/barn/');
  await fillIn(page, NEXT, answer);
  await fillIn(page, NEXT, answer);

  expect(path(page)).toBe(`${address}/rost`);
  await fillIn(page, /^Skapa anteckning$/, ({ group }) => (/Vad vill du skriva/.test(group) ? /samtal/ : null));
  await fillIn(page, NEXT, (asked) => (/sade \(1\)/.test(asked.words) ? 'Jag vill bo kvar hos mina vänner.' : answer(asked)));
  await enterOn(page, /^Fortsätt till artiklarna$/);
  await enterOn(page, /^Fortsätt$/);
  for (const number of [2, 3, 6, 12, 19]) {
    expect(path(page)).toBe(`${address}/artiklar/${number}`);
    await fillIn(page, NEXT, answer);
  }
  expect(path(page)).toBe(`${address}/avvagning`);
  for (const step of ['avvagning', 'beslut', 'uppfoljning']) {
    expect(path(page)).toBe(`${address}/${step}`);
    await fillIn(page, NEXT, answer);
  }

  expect(path(page)).toBe(`${address}/granska`);
  await expect(page.getByText('Allt som krävs är ifyllt')).toBeVisible();
  await fillIn(page, /^Signera och lås$/, ({ kind }) => (kind === 'checkbox' ? 'yes' : null));
  expect(path(page)).toBe(`${address}/svar`);
  await enterOn(page, /^Brev till Elsa/);
  await tabTo(page, /PDF/);
  const letter = await page.evaluate(() => document.activeElement.getAttribute('href'));
  const pdf = await page.request.get(letter);
  expect(pdf.headers()['content-type']).toBe('application/pdf');
});
