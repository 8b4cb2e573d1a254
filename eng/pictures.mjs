// Part of eng/pictures.sh: signs in at the demo and takes the README's pictures. Arguments: the portal's address, the repository.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const [address, root] = process.argv.slice(2);
// The Browser tests' own Playwright; nothing is downloaded.
const { chromium } = createRequire(import.meta.url)(`${root}/tests/FusionPortal.Browser/bin/Debug/net10.0/.playwright/package`);
const browser = await chromium.launch({
  executablePath: process.env.FUSIONPORTAL_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync',
  ],
});

async function visit(person, path) {
  const context = await browser.newContext({
    baseURL: address, viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', colorScheme: 'light',
    locale: 'en-GB', timezoneId: 'Europe/London',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(path);
  await page.getByRole('link', { name: 'Continue with company sign-in' }).click();
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

async function shoot(page, name) {
  await page.evaluate(() => document.fonts.ready);
  // What is still being read would be grey boxes in the picture.
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  await page.screenshot({ path: `${root}/docs/images/${name}.png` });
  console.log(`pictures: docs/images/${name}.png`);
}

try {
  const readme = readFileSync(`${root}/README.md`, 'utf8');
  const findings = /(\d+) open findings/.exec(readme)?.[1];
  const lead = await visit('Priya Shah', '/compliance');
  // What is read after the first scan finds some more: the picture waits until its caption is true, which a test holds to the demo's estate.
  await lead.locator('main').getByRole('link', { name: findings, exact: true }).first().waitFor({ timeout: 120_000 })
    .catch(cause => { throw new Error(`The README says ${findings} open findings; the page does not.`, { cause }); });
  await shoot(lead, 'compliance');

  const installer = await visit('Ana Ruiz', '/runs');
  await installer.locator('a[href^="/runs/"]:not([href="/runs/new"])').first().click();
  await installer.locator('[data-ready]').waitFor({ state: 'attached' });
  await shoot(installer, 'run');
} finally {
  await browser.close();
}
