import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import './print.css';
import './ramps.css';
import './table.css';
import { loadPageFonts } from './lib/fonts';
import { Store } from './state/store.svelte';

void loadPageFonts();
const store = new Store();
store.start();
mount(App, { target: document.getElementById('app') ?? document.body, props: { store } });
