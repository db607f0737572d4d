import '../../src/zod-without-eval.ts';
import { mount } from 'svelte';
import { restoreTheme } from '../../src/base/theme.ts';
import { Texts } from '../../src/messages/language.svelte.ts';
import '../../src/styles/tokens.css';
import '../../src/styles/base.css';
import '../../src/styles/marks.css';
import Gallery from './Gallery.svelte';

restoreTheme();
const target = document.getElementById('gallery');
if (target !== null) mount(Gallery, { target, props: { texts: new Texts() } });
