// What was not finished this year goes on in the next: chosen, copied with its goal, and marked in the old plan.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { examine, handOver, path, press } from '../support/assessment.mjs';

const YEAR = new Date().getFullYear();
const NEXT = YEAR + 1;
// Both runs go at the same time, so each has a unit of its own.
const team = (scripts) =>
  scripts
    ? { unit: 'Vuxen och missbruk Söder', manager: /^Stefan Ljungmark/, chosen: 'Studiebesök hos stödgruppen för barn.', goal: 'Varje barn som vi vet om blir erbjuden ett samtal.' }
    : { unit: 'Våld i nära relationer', manager: /^Ulrika Klintfors/, chosen: 'Följa upp tio barn ett halvår efter flytten.', goal: 'Barnets säkerhet prövas för sig, också när föräldern själv väljer att flytta hem.' };

test('unfinished activities are chosen for the next plan and stay as history in the old one', async ({ page, scripts }) => {
  const people = team(scripts);
  await signInAs(page, people.manager);
  await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name: 'Planer' }).click();
  await examine(page);
  await press(page, `Plan för ${YEAR}`, 'link');
  const old = path(page);
  await page.goto(old.replace(/\d{4}$/, String(NEXT)));
  await press(page, `Börja planen för ${NEXT}`);
  await expect(page.getByRole('heading', { name: new RegExp(`^Från ${YEAR} finns \\d aktiviteter som inte är klara`) })).toBeVisible();
  await press(page, 'Välj vad som ska följa med till den här planen', 'link');
  await examine(page);

  await press(page, `Ta med till ${NEXT}`);
  await expect(page.getByRole('alert')).toContainText('Kryssa i det som ska följa med');
  await page.getByLabel(people.chosen).check();
  await press(page, `Ta med till ${NEXT}`);
  await expect(page.getByRole('heading', { name: people.goal, level: 3 })).toBeVisible();
  await expect(page.getByText(people.chosen, { exact: true }).first()).toBeVisible();
  await expect(page.getByText(`Från planen för ${YEAR}.`).first()).toBeVisible();
  await examine(page);

  await page.goto(old);
  await expect(page.getByText(`Går vidare i planen för ${NEXT}.`).first()).toBeVisible();
  await expect(page.getByText('Förd vidare', { exact: true })).toBeVisible();
  await expect(page.getByText(/1 förd vidare/)).toBeVisible();
  await examine(page);

  // The coordinator sees who has begun, who has not, and how far this year has come.
  await handOver(page, /^Faduma Warsan/);
  await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name: 'Planer' }).click();
  await expect(page.getByRole('row', { name: new RegExp(people.unit) })).toContainText(/\d av \d/);
  await examine(page);
  await press(page, String(NEXT), 'link');
  await expect(page.getByRole('row', { name: new RegExp(people.unit) })).toContainText('Utkast');
  await expect(page.getByRole('row', { name: /^Familjerätt/ })).toContainText('Saknar plan');
  await press(page, /^Saknar plan/, 'link');
  await expect(page.getByRole('row', { name: new RegExp(people.unit) })).toHaveCount(0);
  await examine(page);
});
