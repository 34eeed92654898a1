import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { reportFigures } from './tools/evaluation/report.ts';
const dist='/tmp/evaluate/dist', f=dist+'/models/cats64/model.json';
const from=process.argv[2]!;
const m=JSON.parse(await readFile(f,'utf8')); m.evaluation=reportFigures(JSON.parse(await readFile(from,'utf8'))); await writeFile(f,JSON.stringify(m)); console.log(m.evaluation);
const server=await preview({logLevel:'error',build:{outDir:dist},preview:{port:4377,host:'localhost'}});
const browser=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--disable-quic']});
for (const [n,w,h] of [['wide',1440,1900],['narrow',390,2900]] as const) for (const theme of ['light','dark'] as const) {
 const c=await browser.newContext({viewport:{width:w,height:h},colorScheme:theme,reducedMotion:'reduce'}); const p=await c.newPage();
 await p.goto(server.resolvedUrls!.local[0]!); await p.getByRole('button',{name:/About the model|×/}).first().click({timeout:60000}); await p.getByRole('dialog').waitFor(); await p.waitForTimeout(1500);
 await p.getByRole('dialog').screenshot({path:`/tmp/evaluate/card-${n}-${theme}.png`}); await c.close();
}
await browser.close(); await server.close(); process.exit(0);
