/** Writes the workflow bundle to the file that is named; a process of its own, because webpack does not run within Jest. */
import { renameSync, writeFileSync } from 'node:fs';
import { bundleWorkflows } from '../../worker/bundle.js';

const [file = ''] = process.argv.slice(2);
const { code } = await bundleWorkflows();
writeFileSync(`${file}.${process.pid}`, code);
renameSync(`${file}.${process.pid}`, file);
