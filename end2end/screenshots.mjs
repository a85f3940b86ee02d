// Screenshots of named pages at 1280 and 320 px into docs/screenshots, as the README and the reviews show them:
//   node end2end/screenshots.mjs [NAME…]     all pages, or only those named
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { CHROMIUM } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { signInAs } from './support/people.mjs';

const FOLDER = fileURLToPath(new URL('../docs/screenshots', import.meta.url));
const WIDTHS = [1280, 320];
// Long forms are cut here: what follows repeats itself.
const TALLEST = 2400;

// The showcase case of the demo's first worker: a draft that is complete up to the weighing.
async function showcase(page, part = '') {
  await page.goto('/arenden');
  await page.getByRole('searchbox').fill('Lindqvist Hanna');
  await page.getByRole('button', { name: 'Sök' }).click();
  await page.getByRole('rowheader').first().getByRole('link').click();
  if (part === 'case') return null;
  await page.getByRole('link', { name: /^Barnkonsekvensanalys/ }).first().click();
  return part ? page.goto(`${page.url()}/${part}`) : null;
}

// The first letter that the worker's start page lists.
async function letter(page, last) {
  await page.goto('/');
  await page.locator('section').filter({ has: page.getByRole('heading', { name: /^Barn som väntar/ }) }).getByRole('link').first().click();
  if (last) await page.getByRole('link', { name: /^Brev till/ }).first().click();
  return null;
}

async function note(page) {
  await showcase(page, 'rost');
  await page.getByRole('link', { name: /^Samtal/ }).first().click();
  return null;
}

async function emptyForm(page) {
  await page.goto('/arenden/nytt');
  await page.getByRole('button', { name: 'Spara och fortsätt' }).click();
  return null;
}

// A new case of a kind with its assessment at a depth; ends on the page at which one begins to write.
async function begun(page, kind, depth, part = '') {
  const address = { adult: '/arenden/nytt', child: '/arenden/nytt/barn', general: '/arenden/nytt/generellt' }[kind];
  await page.goto(address);
  await page.getByLabel({ adult: 'Den vuxnas namn', child: 'Barnets namn', general: 'Vad kallas beslutet?' }[kind]).fill({ adult: 'Lena Provlund', child: 'Milo Provlund', general: 'Stängning av fritidsgården Kometen' }[kind]);
  await page.getByLabel('Vad ska beslutas?').fill({ adult: 'Ansökan om bidrag till vinterkläder', child: 'Ansökan om kontaktfamilj', general: 'Stänga fritidsgården Kometen i juni och flytta verksamheten till biblioteket' }[kind]);
  if (kind !== 'child') await page.getByLabel('Ja, ett eller flera barn').check();
  await page.getByRole('button', { name: 'Spara och fortsätt' }).click();
  const caseAddress = `/arenden/${new URL(page.url()).pathname.split('/')[2]}`;
  if (kind === 'adult') await page.getByLabel('Vad heter barnet?').fill('Milo');
  if (kind !== 'general') {
    await page.getByLabel('Födelsedatum').fill('2018-03-03');
    await page.getByRole('button', { name: 'Spara barnet' }).click();
  }
  await page.goto(`${caseAddress}/bedomning`);
  if (depth === 'thorough') await page.getByLabel(/^Det gäller vård/).check();
  await page.getByRole('button', { name: 'Visa förslaget' }).click();
  if (part === 'proposal') return null;
  await page.getByRole('radio', { name: { quick: /^Snabb/, standard: /^Normal/, thorough: /^Fördjupad/ }[depth] }).check();
  await page.getByLabel('Varför det djupet?').fill('Följer förslaget.');
  await page.getByRole('button', { name: 'Börja analysen' }).click();
  if (depth === 'quick') {
    await page.getByRole('button', { name: /hörs: skriv ner samtalet/ }).click();
    return null;
  }
  const assessment = new URL(page.url()).pathname.replace(/\/fraga$/, '');
  await page.getByLabel('Alternativ 1').fill(kind === 'general' ? 'Stänga och flytta' : 'Bevilja ansökan');
  await page.getByLabel('Alternativ 2').fill(kind === 'general' ? 'Behålla' : 'Avslå ansökan');
  await page.getByRole('button', { name: 'Spara', exact: true }).click();
  if (kind === 'general') {
    await page.goto(`${assessment}/grupper`);
    await page.getByLabel('Vilka barn?').fill('Barn 10–12 år i Norra området');
    await page.getByRole('button', { name: 'Spara', exact: true }).click();
  }
  return page.goto(part ? `${assessment}/${part}` : assessment);
}

// What waits for the manager's review, or what came back to the worker.
async function review(page, part) {
  await page.goto('/');
  const returned = page.getByRole('listitem').filter({ hasText: 'Återlämnad' }).first();
  if (part === 'returned') await returned.getByRole('link').first().click();
  else if (part === 'answers') await page.goto(`${await returned.getByRole('link').first().getAttribute('href')}/granskning`);
  else await page.locator('section').filter({ has: page.getByRole('heading', { name: /^Att granska/ }) }).getByRole('link').first().click();
  return null;
}

async function unit(page, link) {
  await page.goto('/enheter');
  await page.getByRole('link', { name: link }).first().click();
  return null;
}

// A leaflet of the person's own unit, or the page on which the unit's text in it is written.
async function leaflet(page, link, part = '') {
  await page.goto('/informationsblad');
  await page.getByRole('link', { name: link }).click();
  return part ? page.goto(`${new URL(page.url()).pathname}/${part}`) : null;
}

// The coordinator's first round in the list: the open one stands first.
async function round(page, part = '') {
  await page.goto('/egenkontroll');
  await page.getByRole('link', { name: /^Egenkontroll (första|andra) halvåret/ }).first().click();
  return part ? page.goto(`${new URL(page.url()).pathname}/${part}`) : null;
}

// The manager's open round, or a part of it.
async function ownRound(page, part = '') {
  await page.goto('/egenkontroll');
  await page.getByRole('listitem').filter({ hasNotText: 'Stängd' }).getByRole('link', { name: /Egenkontroll (första|andra) halvåret/ }).first().click();
  return part ? page.goto(`${new URL(page.url()).pathname}/${part}`) : null;
}

// A unit that has handed in, as the coordinator reads one of its areas.
async function handedIn(page, area) {
  await round(page);
  await page.getByRole('row').filter({ hasText: 'Inlämnad' }).first().getByRole('link').click();
  return page.goto(`${new URL(page.url()).pathname}/omrade/${area}`);
}

async function refusedHandIn(page) {
  await ownRound(page);
  await page.getByRole('button', { name: 'Lämna in svaren' }).click();
  return null;
}

// A unit's plan of this year, as its manager or its coordinator sees it.
async function plan(page, unit) {
  await page.goto('/planer');
  const name = unit ?? `Plan för ${new Date().getFullYear()}`;
  await page.getByRole('link', { name, exact: true }).first().click();
  return null;
}

// A page that a link of another page leads to.
async function linked(page, from, link) {
  await page.goto(from);
  await page.getByRole('main').getByRole('link', { name: link }).first().click();
  return null;
}

// A dashboard, in the period that is shown first or in another.
async function dashboard(page, name, part) {
  await page.goto('/enheter');
  await page.getByRole('link', { name, exact: true }).first().click();
  return part ? page.goto(`${new URL(page.url()).pathname}/${part}`) : null;
}

// A new report of the last whole year.
async function report(page, kind, about) {
  await page.goto('/rapporter/ny');
  await page.getByLabel(kind).check();
  await page.getByLabel('Om vad?').selectOption({ label: about });
  await page.getByLabel('Vilken period?').selectOption(String(new Date().getFullYear() - 1));
  await page.getByRole('button', { name: 'Skapa utkast' }).click();
  return null;
}

// name: the file's; who: the role that looks at it, nobody before sign-in; open: how that person gets there.
const PAGES = [
  { name: 'sign-in', who: null, open: (page) => page.goto('/logga-in') },
  { name: 'start', who: 'worker', open: (page) => page.goto('/') },
  { name: 'start-manager', who: 'manager', open: (page) => page.goto('/') },
  { name: 'cases', who: 'worker', open: (page) => page.goto('/arenden?alla=1') },
  { name: 'new-case-with-errors', who: 'worker', open: emptyForm },
  { name: 'case', who: 'worker', open: (page) => showcase(page, 'case') },
  { name: 'overview', who: 'worker', open: (page) => showcase(page) },
  { name: 'question', who: 'worker', open: (page) => showcase(page, 'fraga') },
  { name: 'children', who: 'worker', open: (page) => showcase(page, 'barn') },
  { name: 'child', who: 'worker', open: async (page) => { await showcase(page, 'barn'); await page.getByRole('link', { name: /^Elsa/ }).first().click(); } },
  { name: 'facts', who: 'worker', open: (page) => showcase(page, 'fakta') },
  { name: 'voice', who: 'worker', open: (page) => showcase(page, 'rost') },
  { name: 'note', who: 'worker', open: note },
  { name: 'articles', who: 'worker', open: (page) => showcase(page, 'artiklar') },
  { name: 'article-3', who: 'worker', open: (page) => showcase(page, 'artiklar/3') },
  { name: 'weighing', who: 'worker', open: (page) => showcase(page, 'avvagning') },
  { name: 'measures', who: 'worker', open: (page) => showcase(page, 'atgarder') },
  { name: 'decision', who: 'worker', open: (page) => showcase(page, 'beslut') },
  { name: 'check', who: 'worker', open: (page) => showcase(page, 'granska') },
  { name: 'memo', who: 'worker', open: (page) => showcase(page, 'dokument/tjansteskrivelse') },
  { name: 'answers', who: 'worker', open: (page) => letter(page, false) },
  { name: 'letter', who: 'worker', open: (page) => letter(page, true) },
  { name: 'thread', who: 'worker', open: async (page) => { await showcase(page); await page.getByRole('link', { name: /^Från barnets ord till svaret/ }).first().click(); } },
  { name: 'thread-answered', who: 'worker', open: async (page) => { await letter(page, true); await page.getByRole('link', { name: /^Följ tråden/ }).click(); } },
  { name: 'disclosures', who: 'worker', open: (page) => showcase(page, 'utlamnande') },
  { name: 'disclosure', who: 'worker', open: async (page) => { await showcase(page, 'utlamnande'); await page.getByRole('link', { name: /^Pröva/ }).first().click(); } },
  { name: 'invitation', who: 'worker', open: async (page) => { await showcase(page, 'svar'); await page.getByRole('button', { name: /^Bjud in/ }).first().click(); } },
  { name: 'depth', who: 'worker', open: (page) => showcase(page, 'djup') },
  { name: 'article-choice', who: 'worker', open: (page) => showcase(page, 'artiklar/val') },
  { name: 'comparison', who: 'worker', open: (page) => showcase(page, 'jamforelse') },
  { name: 'attachments', who: 'worker', open: (page) => showcase(page, 'bilagor') },
  { name: 'corrections', who: 'worker', open: (page) => showcase(page, 'rattelser') },
  { name: 'follow-up', who: 'worker', open: (page) => showcase(page, 'uppfoljning') },
  { name: 'proposal', who: 'worker', open: (page) => begun(page, 'adult', 'thorough', 'proposal') },
  { name: 'quick', who: 'worker', open: (page) => begun(page, 'adult', 'quick') },
  { name: 'childs-own-question', who: 'worker', open: (page) => begun(page, 'child', 'thorough', 'fraga') },
  { name: 'childs-own-weighing', who: 'worker', open: (page) => begun(page, 'child', 'thorough', 'avvagning') },
  { name: 'general-groups', who: 'worker', open: (page) => begun(page, 'general', 'standard', 'grupper') },
  { name: 'general-voices', who: 'worker', open: (page) => begun(page, 'general', 'standard', 'samrad') },
  { name: 'general-article-3', who: 'worker', open: (page) => begun(page, 'general', 'standard', 'artiklar/3') },
  { name: 'general-overview', who: 'worker', open: (page) => begun(page, 'general', 'standard') },
  { name: 'returned', who: 'worker', open: (page) => review(page, 'returned') },
  { name: 'review-answers', who: 'worker', open: (page) => review(page, 'answers') },
  { name: 'review', who: 'manager', open: (page) => review(page, 'review') },
  { name: 'unit-settings', who: 'manager', open: (page) => unit(page, /inställningar/i) },
  { name: 'leaflets', who: 'worker', open: (page) => page.goto('/informationsblad') },
  { name: 'leaflet', who: 'worker', open: (page) => leaflet(page, /^Svenska[ ,]+Till barn/) },
  { name: 'leaflet-without-text', who: 'worker', open: (page) => leaflet(page, /^Svenska[ ,]+Till unga/) },
  { name: 'leaflet-text', who: 'manager', open: (page) => leaflet(page, /^Svenska[ ,]+Till föräldrar/, 'text') },
  { name: 'checklists', who: 'administrator', open: (page) => page.goto('/checklistor') },
  { name: 'units', who: 'coordinator', open: (page) => page.goto('/enheter') },
  { name: 'dashboard-unit', who: 'manager', open: (page) => dashboard(page, 'Ekonomiskt bistånd Norr') },
  { name: 'dashboard-unit-year', who: 'manager', open: (page) => dashboard(page, 'Ekonomiskt bistånd Norr', '2025') },
  { name: 'dashboard-district', who: 'coordinator', open: (page) => dashboard(page, 'Norr') },
  { name: 'dashboard-unit-from-outside', who: 'coordinator', open: (page) => dashboard(page, 'Funktionsnedsättning', '2025') },
  { name: 'figure-divided', who: 'manager', open: (page) => dashboard(page, 'Ekonomiskt bistånd Norr', '2025/heard/reason') },
  { name: 'figure-divided-from-outside', who: 'coordinator', open: (page) => dashboard(page, 'Norr', '2025/heard/age') },
  { name: 'reports', who: 'coordinator', open: (page) => page.goto('/rapporter') },
  { name: 'report-new', who: 'coordinator', open: (page) => page.goto('/rapporter/ny') },
  { name: 'report-status', who: 'coordinator', open: (page) => report(page, 'Statusrapport', 'Norr') },
  { name: 'report-follow-up', who: 'manager', open: (page) => report(page, 'Uppföljningsrapport', 'Ekonomiskt bistånd Norr') },
  { name: 'report-text', who: 'coordinator', open: async (page) => { await report(page, 'Statusrapport', 'Norr'); await page.getByRole('link', { name: 'Skriv i rapporten' }).click(); } },
  { name: 'start-coordinator', who: 'coordinator', open: (page) => page.goto('/') },
  { name: 'monitoring', who: 'coordinator', open: (page) => page.goto('/egenkontroll') },
  { name: 'monitoring-new', who: 'coordinator', open: (page) => page.goto('/egenkontroll/ny') },
  { name: 'monitoring-round', who: 'coordinator', open: (page) => round(page) },
  { name: 'monitoring-results', who: 'coordinator', open: (page) => round(page, 'resultat') },
  { name: 'monitoring-close', who: 'coordinator', open: (page) => round(page, 'stang') },
  { name: 'monitoring-remarks', who: 'coordinator', open: (page) => handedIn(page, 'participation') },
  { name: 'monitoring-unit', who: 'manager', open: (page) => ownRound(page) },
  { name: 'monitoring-hand-in-refused', who: 'manager', open: refusedHandIn },
  { name: 'monitoring-area', who: 'manager', open: (page) => ownRound(page, 'omrade/knowledge') },
  { name: 'monitoring-compare', who: 'manager', open: (page) => ownRound(page, 'jamfor') },
  { name: 'instruments', who: 'administrator', open: (page) => page.goto('/egenkontroll/instrument') },
  { name: 'plans', who: 'coordinator', open: (page) => page.goto('/planer') },
  { name: 'plan', who: 'manager', open: (page) => plan(page) },
  { name: 'plan-returned', who: /^Peter Sandmark/, open: (page) => plan(page) },
  { name: 'plan-submitted', who: /^Faduma Warsan/, open: (page) => plan(page, 'Ekonomiskt bistånd Söder') },
  { name: 'plan-activity', who: 'manager', open: async (page) => { await plan(page); await page.getByRole('link', { name: /^Skriv hur det går/ }).first().click(); } },
  { name: 'representatives', who: 'coordinator', open: (page) => page.goto('/ombud') },
  { name: 'representatives-of-a-unit', who: 'manager', open: (page) => linked(page, '/ombud', /^Ekonomiskt/) },
  { name: 'meetings', who: 'coordinator', open: (page) => page.goto('/ombud/moten') },
  { name: 'meeting', who: 'coordinator', open: (page) => linked(page, '/ombud/moten', /Nätverksträff$/) },
  { name: 'training', who: 'coordinator', open: (page) => page.goto('/utbildning') },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PAGES.some((page) => page.name === name));
if (unknown.length > 0) {
  console.error(`no page is called ${unknown.join(', ')}; there are: ${PAGES.map((page) => page.name).join(', ')}`);
  process.exit(2);
}

const demo = await startDemo();
const browser = await chromium.launch(CHROMIUM.launch);
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, who, open } of PAGES.filter((page) => wanted.length === 0 || wanted.includes(page.name))) {
    const context = await browser.newContext({ ...CHROMIUM.context, baseURL: demo.url });
    const page = await context.newPage();
    if (who) await signInAs(page, who);
    const answer = await open(page);
    if (answer && !answer.ok()) throw new Error(`${name}: the server answered ${answer.status()}`);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const path = join(FOLDER, `${name}-${width}.jpeg`);
      const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), TALLEST);
      await page.screenshot({ path, type: 'jpeg', quality: 60, fullPage: true, clip: { x: 0, y: 0, width, height } });
      console.log(path);
    }
    await context.close();
  }
} finally {
  await browser.close();
  await demo.stop();
}
