/** `npm run build:model`: trains the classifier of intents on evals/train/ and stores it beside its reader. */
import { writeFileSync } from 'node:fs';
import { MODEL_FILE } from '../../activities/adapters/understanding/classifier/model.js';
import { train } from '../../activities/adapters/understanding/classifier/train.js';
import { trainingExamples, trainingTexts } from './examples.js';

const model = train(trainingExamples());
const { features, ...rest } = model;
writeFileSync(MODEL_FILE, `${JSON.stringify({ ...rest, features })}\n`);
console.log(
  `Trained on ${trainingTexts().length} examples: ${model.labels.length} intents, ${features.length} features.`,
);
