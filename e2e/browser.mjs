/** Finds a Chromium for the browser tests, or installs Debian's where that is possible. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of an executable; throws with what to do when there is none. */
export function findBrowser() {
  const wanted = process.env.PLAYGROUND_BROWSER;
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`PLAYGROUND_BROWSER names ${wanted}, which does not exist`);
    return wanted;
  }
  const found = [chromium.executablePath(), ...places].find((path) => existsSync(path));
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No browser found: installing the chromium package');
    const quiet = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    execFileSync('apt-get', ['update', '-qq'], quiet);
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], quiet);
    if (existsSync(places[0])) return places[0];
  }
  throw new Error('No browser found: run `npx playwright install chromium`, or set PLAYGROUND_BROWSER to a Chromium');
}
