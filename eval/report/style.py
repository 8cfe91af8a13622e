"""The report's looks: light and dark by the reader's choice, and on paper. No fonts, images or scripts are loaded."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root{color-scheme:light dark;--sans:"Segoe UI","Helvetica Neue","Noto Sans","Liberation Sans","DejaVu Sans",Arial,sans-serif;
--serif:Charter,"Iowan Old Style",Cambria,Georgia,"Noto Serif","Liberation Serif","DejaVu Serif",serif;
--paper:#fff;--ground:#f5f6f8;--sunk:#eef0f4;--ink:#1a2330;--soft:#55606f;--line:#d9dee6;--accent:#1f4e79;--accent-soft:#dbe7f3;
--mark:#ffe58f;--mark-ink:#2a2000;--bad:#9a1b2f;--bad-soft:#fbecee;--warn:#8a4f00;--warn-soft:#fcf1e0;--good:#1c6a63;--good-soft:#e0f1ee}
@media (prefers-color-scheme:dark){:root{--paper:#1a212b;--ground:#12171e;--sunk:#222b37;--ink:#e7ebf0;--soft:#a5b0bf;--line:#313c4a;
--accent:#8dbdf0;--accent-soft:#213247;--mark:#5c4a0a;--mark-ink:#fff6d6;--bad:#ff9aa8;--bad-soft:#3b2026;--warn:#f5b760;
--warn-soft:#382a15;--good:#74d0c5;--good-soft:#17332f}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 var(--sans)}
main,header>div,footer{max-width:1180px;margin:0 auto;padding:0 24px}
header{background:var(--paper);border-bottom:1px solid var(--line);padding:36px 0 28px}
.eyebrow{margin:0;color:var(--accent);font-weight:600;font-size:13px;letter-spacing:.04em;text-transform:uppercase}
h1{margin:4px 0 6px;font:600 32px/1.2 var(--serif);text-wrap:balance}
h2{margin:44px 0 4px;font:600 22px/1.25 var(--serif)}
h3{margin:24px 0 6px;font-size:15px}
.lead{margin:0;max-width:76ch;color:var(--soft)}
p.note,caption{max-width:86ch;margin:4px 0 12px;color:var(--soft);font-size:13.5px;text-align:left}
nav{margin-top:16px;display:flex;flex-wrap:wrap;gap:4px 18px;font-size:14px}
a{color:var(--accent)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:14px;margin:28px 0 0}
.tile,.card{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:16px 18px}
.tile b{display:block;font:600 34px/1.1 var(--serif);font-variant-numeric:tabular-nums}
.tile .what{font-weight:600;font-size:14px}.tile small{display:block;color:var(--soft);font-size:13px;margin-top:4px}
.tile.bad b{color:var(--bad)}.tile.good b{color:var(--good)}
.two{display:grid;grid-template-columns:1fr 1fr;gap:20px;align-items:start}.two>*{min-width:0}
.scroll{overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:10px;margin:10px 0}
table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
th,td{padding:7px 10px;text-align:right;border-bottom:1px solid var(--line);vertical-align:top;white-space:nowrap}
th:first-child{text-align:left;white-space:normal;min-width:150px}
thead th{color:var(--soft);font-weight:600;font-size:12.5px;background:var(--sunk);vertical-align:bottom}
thead th small{display:block;font-weight:400}
.systems thead th{white-space:normal;hyphens:none;min-width:112px}.systems thead b{white-space:nowrap}
tbody tr:last-child>*{border-bottom:0}
tbody th{font-weight:600}tbody th small{display:block;font-weight:400;color:var(--soft);max-width:34ch}
td small{display:block;color:var(--soft);font-size:11.5px}
td.ours{background:var(--accent-soft);font-weight:600}td.ours small{font-weight:400}
td.left{text-align:left;white-space:normal}
.bar{display:block;height:4px;margin-top:4px;border-radius:2px;background:var(--sunk);overflow:hidden}
.bar i{display:block;height:100%;background:var(--accent);opacity:.75}
td.undefined{color:var(--soft)}
td.hit{background:var(--good-soft);color:var(--good);font-weight:600}td.miss{background:var(--bad-soft);color:var(--bad);font-weight:600}
td.grave{outline:2px dashed var(--bad);outline-offset:-4px}
svg{display:block;width:100%;height:auto;font:12px var(--sans);fill:var(--soft)}
svg .grid{stroke:var(--line)}svg .curve{fill:none;stroke:var(--accent);stroke-width:2.2}
svg .area{fill:var(--accent);opacity:.1}
svg .here{fill:var(--bad);stroke:var(--paper);stroke-width:2}svg .label{fill:var(--ink);font-weight:600}
.badge{display:inline-block;padding:1px 8px;border-radius:9px;font-size:12px;font-weight:600;background:var(--sunk);color:var(--soft);
white-space:nowrap}
.badge.require,.badge.bad{background:var(--bad-soft);color:var(--bad)}
.badge.request,.badge.warn{background:var(--warn-soft);color:var(--warn)}
.badge.invite,.badge.good{background:var(--good-soft);color:var(--good)}
details{background:var(--paper);border:1px solid var(--line);border-radius:10px;margin:8px 0}
summary{padding:9px 14px;cursor:pointer}
summary:focus-visible,input:focus-visible+label{outline:2px solid var(--accent);outline-offset:2px}
details>:not(summary){margin-left:14px;margin-right:14px}
details details{background:none}
.item>summary{display:grid;grid-template-columns:132px 108px 122px 1fr;gap:10px;align-items:baseline;list-style:none}
.item>summary>.badge{justify-self:start}
.item>summary::-webkit-details-marker{display:none}
.item code,.id{font:12.5px ui-monospace,"Liberation Mono","DejaVu Sans Mono",monospace;color:var(--soft)}
.item[open]>summary{border-bottom:1px solid var(--line);font-weight:600}
.sides{padding:12px 0}.sides h4,.stages h4{margin:0 0 6px;font-size:12.5px;color:var(--soft);text-transform:uppercase;letter-spacing:.04em}
.evidence{border-left:3px solid var(--line);padding:2px 0 2px 12px;margin:10px 0}
.evidence p{margin:4px 0 0;font:14.5px/1.5 var(--serif);overflow-wrap:anywhere}
.evidence.right{border-color:var(--good)}.evidence.wrong{border-color:var(--bad)}
mark{background:var(--mark);color:var(--mark-ink);border-radius:2px;padding:0 1px}
.said{white-space:pre-wrap;overflow-wrap:anywhere;margin:6px 0}
ul.facts{list-style:none;padding:0;margin:8px 0;font-size:14px}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:12.5px/1.5 ui-monospace,"DejaVu Sans Mono",monospace;
color:var(--soft);margin:0 14px 12px}
.stages{border-top:1px solid var(--line);padding:10px 0 12px;font-size:13.5px}
.filters{display:flex;flex-wrap:wrap;gap:6px;margin:14px 0}
.filters input{position:absolute;opacity:0}
.filters label{padding:3px 12px;border:1px solid var(--line);border-radius:14px;font-size:13.5px;cursor:pointer;background:var(--paper)}
.filters input:checked+label{background:var(--accent);border-color:var(--accent);color:var(--paper);font-weight:600}
footer{padding-top:24px;padding-bottom:48px;color:var(--soft);font-size:13px}
@media (max-width:820px){.two{grid-template-columns:1fr}
.item>summary{grid-template-columns:1fr 1fr}.item>summary>:last-child{grid-column:1/-1}}
@media print{:root{color-scheme:light;--paper:#fff;--ground:#fff;--sunk:#f0f1f4;--ink:#000;--soft:#444;--line:#bbb;--accent:#1f4e79;
--accent-soft:#e6eef6;--mark:#ffe58f;--mark-ink:#000;--bad:#9a1b2f;--bad-soft:#fbecee;--warn:#8a4f00;--warn-soft:#fcf1e0;
--good:#1c6a63;--good-soft:#e5f3f1}
@page{size:A4 landscape;margin:12mm}body{font-size:11px;print-color-adjust:exact}h1{font-size:24px}h2{break-after:avoid;margin-top:22px}
nav,.filters{display:none}.scroll{overflow:visible}table{font-size:10px}th,td{padding:4px 6px}
td small,th small,p.note,.tile small{font-size:8.5px}.tile .what{font-size:11px}.tile b{font-size:24px}
.tiles{grid-template-columns:repeat(4,1fr)}tr,.card,.tile,.evidence{break-inside:avoid}
main,header>div,footer{max-width:none;padding:0}}
"""
