import './zod-without-eval.ts';
import { mount } from 'svelte';
import App from './app/App.svelte';
import { restoreTheme } from './base/theme.ts';
import { Texts } from './messages/language.svelte.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/marks.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
restoreTheme();
const texts = new Texts();
await texts.restore();
mount(App, { target, props: { texts } });
