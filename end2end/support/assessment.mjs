// What several journeys do on the way to their own point: a case with children, and the steps of an assessment. Each step goes to its
// page only if it is not open already, so that who saves and continues from page to page loads no page twice.
import { expect } from '@playwright/test';
import { axe } from './axe.mjs';
import { checkNoOverflow } from './overflow.mjs';
import { signInAs } from './people.mjs';

/** The page as it is now has no accessibility violation and fits 320 px. */
export async function examine(page) {
  // The case stays in sight at the top, over what has scrolled under it: that is no control that is too small.
  await page.evaluate(() => window.scrollTo(0, 0));
  await axe(page);
  await checkNoOverflow(page);
}

/** A day some days from now, as people type it. */
export function day(offset) {
  const date = new Date(Date.now() + offset * 86_400_000);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(date);
}

/** The date of birth of a child of some years. */
export function bornYearsAgo(years) {
  return `${new Date().getFullYear() - years - 1}-12-30`;
}

/** The path of the page that is open. */
export const path = (page) => new URL(page.url()).pathname;

/** Opens a page unless it is open already. */
export async function at(page, address) {
  if (path(page) !== address) await page.goto(address);
}

/** Presses a button that sends a form, or a link, and waits for the page that answers. */
export async function press(page, name, role = 'button') {
  const control = typeof name === 'string' ? page.getByRole(role, { name, exact: true }) : page.getByRole(role, { name });
  await follow(page, control);
}

/** Clicks what leads to another page and waits for it. */
export async function follow(page, control) {
  await Promise.all([page.waitForEvent('load'), control.click()]);
}

export const next = (page) => press(page, 'Spara och fortsätt');
export const save = (page) => press(page, 'Spara');

/** The next one signs in where the last one signed out. */
export async function handOver(page, who) {
  await press(page, 'Logga ut');
  await signInAs(page, who);
}

/** Opens a case in which children are touched and adds them; ends on the case's page. */
export async function openCase(page, { adult, matter, children, guardians = [] }) {
  await page.goto('/arenden/nytt');
  await page.getByLabel('Den vuxnas namn').fill(adult);
  await page.getByLabel('Vad ska beslutas?').fill(matter);
  await page.getByLabel('Ja, ett eller flera barn').check();
  await next(page);
  const caseAddress = path(page).replace(/\/barn\/nytt$/, '');
  for (const guardian of guardians) await addGuardian(page, caseAddress, guardian);
  for (const [name, born] of children) {
    await page.goto(`${caseAddress}/barn/nytt`);
    await page.getByLabel('Vad heter barnet?').fill(name);
    await page.getByLabel('Födelsedatum').fill(born);
    await press(page, 'Spara barnet');
    await expect(page.getByRole('heading', { name, level: 3 })).toBeVisible();
  }
  return caseAddress;
}

/** A guardian of the case; children that are added afterwards have it. */
export async function addGuardian(page, caseAddress, name) {
  await at(page, caseAddress);
  await page.getByText('Lägg till en vårdnadshavare', { exact: true }).click();
  await page.getByLabel('Namn', { exact: true }).fill(name);
  await press(page, 'Lägg till');
}

/**
 * Begins the assessment from the page on which its depth is chosen, or from the case's page; returns its address.
 * @param {{ ticked?: string[], depth?: 'Snabb' | 'Normal' | 'Fördjupad', why?: string }} choice which statements are true, which
 * depth is chosen and why.
 */
export async function beginAssessment(page, { ticked = [], depth = 'Normal', why = 'Beslutet kan bli sämre för något av barnen.' } = {}) {
  if (!path(page).endsWith('/bedomning')) await press(page, 'Börja en barnkonsekvensanalys', 'link');
  for (const statement of ticked) await page.getByLabel(statement).check();
  await press(page, /^(Visa|Räkna om) förslaget$/);
  await page.getByRole('radio', { name: new RegExp(`^${depth}:`) }).check();
  await page.getByLabel('Varför det djupet?').fill(why);
  await press(page, 'Börja analysen');
  return path(page).replace(/\/(fraga|snabb)$/, '');
}

/** Step 1. */
export async function writeQuestion(page, [first, second], { test = 'Barnets bästa ska i första hand beaktas', why, by = 'Enhetschef, Ekonomiskt bistånd Norr' } = {}) {
  await page.getByLabel('Alternativ 1').fill(first);
  await page.getByLabel('Alternativ 2').fill(second);
  await page.getByLabel('Vem fattar beslutet?').fill(by);
  await page.getByLabel(test).check();
  if (why) await page.getByLabel('Varför är det så här?').fill(why);
  await next(page);
}

/** Step 2, for the child whose page is open. */
export async function writeChild(page, name) {
  await page.getByLabel(`Hur har ${name} det i dag?`).fill(`${name} bor med sin mamma och går i skolan i området.`);
  await page.getByLabel(`Hur berörs ${name} av beslutet?`).fill('Genom att familjen kan behöva flytta.');
  await fillEach(page.getByLabel(`Vilka vuxna är viktiga för ${name}`), 'Mamma och mormor. Båda finns kvar.');
  await page.getByLabel(`Vad gör just ${name} sårbar eller stark?`).fill('Har bytt skola två gånger. Har en nära vän.');
  await next(page);
}

/** Step 3, whose page is open. */
export async function writeFacts(page, { thorough = false } = {}) {
  await fillFacts(page);
  if (thorough) {
    await page.getByLabel('Vilka andra enheter och myndigheter är inblandade?').fill('Skolan. Ingen annan, enligt mamman den 4 november.');
    await page.getByLabel('Forskning eller erfarenhet som du stöder dig på').fill('Enhetens uppföljning av tio liknande ärenden, våren 2026.');
  }
  await next(page);
}

/** The first fact with its source, on the page that is open. */
export async function fillFacts(page) {
  await page.getByLabel('Vad är känt?').fill('Familjen har en hyresskuld på 14 200 kronor.');
  await page.getByLabel('Varifrån vet du det?').fill('Hyresvärdens brev den 3 november');
}

/** Step 4: a new note, whose page is then open; `what` is the choice in words. */
export async function beginNote(page, { address, child, what }) {
  await at(page, `${address}/rost`);
  await choose(page, 'Vilket barn?', child);
  await choose(page, 'Vad vill du skriva?', what);
  await press(page, 'Skapa anteckning');
}

/** Step 4: a talk that has taken place, with its basis and, where that is consent, consent from every guardian. */
export async function writeTalk(page, { address, child, name, words, basis = /samtyck/i, assessFirst = false }) {
  await beginNote(page, { address, child, what: 'Planera eller skriv ner ett samtal' });
  await fillTalk(page, { name, words, basis, assessFirst });
  await next(page);
}

/** The questions about a talk, on the page that is open. */
export async function fillTalk(page, { name, words, basis = /samtyck/i, assessFirst = false }) {
  await choose(page, 'Vilken grund har samtalet?', basis);
  for (const group of await page.getByRole('group', { name: /^Samtycke från/ }).all()) await group.getByLabel('Har samtyckt').check();
  await fillEach(page.getByLabel(/^Datum för svaret från/), day(-5));
  await fillEach(page.getByLabel(/^Vem ska prata med/), 'Handläggaren, som barnet har träffat en gång.');
  await fillEach(page.getByLabel(/^Vad behöver .* veta först/), 'Jag vill veta vad du tycker. Du får låta bli att svara.');
  await choose(page, /^Är någon annan bättre placerad/, 'Nej');
  await page.getByLabel('Vilken dag?').fill(day(-3));
  await page.getByLabel('Var?', { exact: true }).fill('På kontoret');
  await page.getByLabel('Vilka var med?').fill(`${name} och handläggaren`);
  await page.getByRole('radio', { name: 'Samtal', exact: true }).check();
  await page.getByLabel(`Vad fick ${name} veta, och på vilket sätt?`).fill('Vad ansökan gäller, med bilder.');
  await page.getByLabel(`Hur kontrollerade du att ${name} förstod?`).fill('Barnet fick berätta med egna ord.');
  await page.getByLabel(`${name} sade (1)`).fill(words);
  if (assessFirst) await page.getByLabel('Ska prövas innan någon får läsa det (1)').check();
  await page.getByRole('radio', { name: 'Ja, ett brev', exact: true }).check();
}

/** Step 4: a child that was not heard. */
export async function writeNotHeard(page, { address, child, name, reason, why }) {
  await beginNote(page, { address, child, what: 'Skriv varför barnet inte har hörts' });
  await choose(page, `Varför har ${name} inte hörts?`, reason);
  if (why) await page.getByLabel('Förklara').fill(why);
  await next(page);
}

/** Step 5: each of these articles; the alternative whose words hold `better` is better for everybody, the others worse. */
export async function writeArticles(page, address, { numbers = [2, 3, 6, 12, 19], better = 'Bevilja' } = {}) {
  for (const number of numbers) {
    await at(page, `${address}/artiklar/${number}`);
    await fillEach(page.locator('.fact textarea'), 'Barnen bor kvar om skulden betalas. Skolan är två kvarter bort.');
    for (const group of await page.locator('section.group').filter({ has: page.locator('.kind-of-text') }).all()) {
      const good = (await group.getByRole('heading').innerText()).includes(better);
      const word = good ? 'Bättre' : 'Sämre';
      for (const view of ['De närmaste veckorna', 'Det kommande året']) await group.getByRole('group', { name: view }).getByLabel(word, { exact: true }).check();
      await group.getByLabel('Varför?').fill(good ? 'Hemmet blir kvar.' : 'Ett uppbrott mitt i terminen.');
    }
    await next(page);
  }
}

/** Step 6; `outcome` is what the decision does with each statement. */
export async function writeWeighing(page, address, { names, outcome, departsWhy }) {
  await at(page, `${address}/avvagning`);
  for (const name of names) await page.getByLabel(`Vad är bäst för ${name}?`).fill('Att bo kvar terminen ut.');
  await fillEach(page.getByLabel(/^Vilket alternativ hade du valt om bara/), 'Det första alternativet.');
  await fillEach(page.getByLabel('Hur tungt väger det mot annat?'), 'Tungt. Skulden är liten mot vad en flytt kostar barnet.');
  const statements = page.locator('section.group').filter({ has: page.locator('.words') });
  for (const group of await statements.all()) {
    await group.getByLabel('Stor vikt').check();
    await group.getByLabel('Varför, sett till ålder och mognad?').fill('Barnet beskriver konkret vad en flytt skulle betyda.');
    await group.getByLabel(outcome).check();
    if (departsWhy) await group.getByLabel('Om beslutet avviker: varför?').fill(departsWhy);
  }
  await fillEach(page.getByLabel('Vilka andra intressen finns, och hur väger de?'), 'Kommunens kostnad väger lätt här.');
  await fillEach(page.getByLabel('Finns det konflikter mellan barnen, eller mellan rättigheter?'), 'Nej');
  await fillEach(page.getByLabel('Vad talar emot din slutsats, och vad vet du inte?'), 'Hur det blir efter terminen är inte känt.');
  await next(page);
}

/** Step 7, up to the plain words for the first child. */
export async function writeDecision(page, address, { chosen, content, plain }) {
  await at(page, `${address}/beslut`);
  await page.getByLabel(chosen, { exact: true }).check();
  await page.getByLabel('Beslutet', { exact: true }).fill(content);
  await page.getByLabel('Skälen', { exact: true }).fill('Barnens behov av att bo kvar väger tyngst.');
  await page.getByLabel('Beslutsdag').fill(day(0));
  await page.getByLabel('Beslutsfattare').fill('Birgitta Hallsten');
  for (const group of await page.getByRole('group', { name: /^Går beslutet emot/ }).all()) await group.getByLabel('Nej, beslutet är det bästa för barnet').check();
  await fillEach(page.getByLabel(/^Beslutet, sagt till/), plain);
  await fillEach(page.getByLabel(/^Varför, sagt till/), 'Vi vill att du ska få gå kvar i din skola.');
}

/** Step 9. */
export async function writeFollowUp(page, address) {
  await at(page, `${address}/uppfoljning`);
  await page.getByLabel(/^När följer du upp hur det blev/).fill(day(30));
  await next(page);
}

/**
 * A whole assessment about one child who was heard, from the new case to the page that is read through before signing; returns its
 * address.
 */
export async function writeAll(page, { adult, matter, name, born, words, assessFirst = false, decision = 'Hyresskulden på 14 200 kronor beviljas.' }) {
  await openCase(page, { adult, matter, children: [[name, born]] });
  const address = await beginAssessment(page);
  await writeQuestion(page, ['Bevilja ansökan', 'Avslå ansökan']);
  await writeChild(page, name);
  await writeFacts(page);
  await writeTalk(page, { address, child: new RegExp(`^${name}`), name, words, assessFirst });
  await writeArticles(page, address);
  await writeWeighing(page, address, { names: [name], outcome: 'Beslutet följer det barnet sade' });
  await writeDecision(page, address, { chosen: 'Bevilja ansökan', content: decision, plain: 'Ni får hjälp med hyran och bor kvar.' });
  await next(page);
  await writeFollowUp(page, address);
  return address;
}

/** Ticks every attestation and signs, alone. */
export async function sign(page, address) {
  await attest(page, address);
  await press(page, 'Signera och lås');
}

/** Ticks every attestation and hands the assessment to a second person. */
export async function submit(page, address, message) {
  await attest(page, address);
  if (message) await page.getByLabel(/^(Något att säga till granskaren|Vad har du ändrat)/).fill(message);
  await press(page, 'Skicka för granskning');
}

/** Ticks every attestation on the page that is read through before signing. */
export async function attest(page, address) {
  await at(page, `${address}/granska`);
  for (const box of await page.locator('form.attest').getByRole('checkbox').all()) await box.check();
}

/** Every check of secrecy and safety before a letter is approved; the letter is open. */
export async function approveLetter(page, { atHome = 'Ja' } = {}) {
  await choose(page, 'Vad säger brevet om en vuxens förhållanden?', /inget om en vuxens/);
  for (const box of await page.locator('form.attest').getByRole('checkbox').all()) await box.check();
  await choose(page, 'Är det tryggt för barnet att ha brevet hemma?', new RegExp(`^${atHome}`));
  await press(page, 'Godkänn');
}

/** The approved letter that is open is given; `answer` is what the child said then. */
export async function giveLetter(page, { how = 'Läst tillsammans', answer } = {}) {
  await page.getByLabel('Vilken dag?').fill(day(0));
  await page.getByLabel(how, { exact: true }).check();
  await page.getByLabel('Av vem?').fill('Åsa Lindehag');
  await page.getByLabel('Hur kontrollerades att barnet förstod?').fill('Barnet berättade vad brevet säger.');
  if (answer) await page.getByLabel('Vad svarade barnet?').fill(answer);
  await save(page);
}

async function fillEach(boxes, text) {
  for (const box of await boxes.all()) await box.fill(text);
}

export async function choose(page, question, answer) {
  await page.getByRole('group', { name: question }).getByRole('radio', { name: answer }).first().check();
}
