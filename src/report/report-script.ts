/*
 * What a report can do where scripts run; without them it shows the same. Plain JavaScript, since it goes into the page as
 * it stands here.
 */

/** Numbers by their size, units included: `950 ms` before `1.2 s`; texts by the alphabet. */
const SORT = `
const UNITS={s:1,ms:1e-3,'µs':1e-6,ns:1e-9,'%':1};
const keyOf=(text)=>{const m=/^([−-]?[\\d.,]*\\d(?:e[-+]?\\d+)?)\\s*(s|ms|µs|ns|%)?(?![a-z])/.exec(text);
return m?Number(m[1].replace('−','-').replaceAll(',',''))*(UNITS[m[2]]??1):text};
const order=(a,b)=>typeof a==='number'&&typeof b==='number'?a-b:String(a).localeCompare(String(b),undefined,{numeric:true});
for(const table of document.querySelectorAll('table')){
const heads=[...table.tHead.rows[0].cells],body=table.tBodies[0];
heads.forEach((head,column)=>{
const button=document.createElement('button');
button.type='button';button.textContent=head.textContent;head.replaceChildren(button);
button.addEventListener('click',()=>{
const down=head.getAttribute('aria-sort')==='ascending';
for(const other of heads)other.removeAttribute('aria-sort');
head.setAttribute('aria-sort',down?'descending':'ascending');
const rows=[...body.rows].sort((a,b)=>order(...[a,b].map((row)=>keyOf(row.cells[column].textContent)))*(down?-1:1));
body.append(...rows);
});});}`;

/** A note that follows the pointer over a mark, and arrow keys that step through the marks of a picture. */
const TIPS = `
const tip=document.createElement('div');
tip.className='tip';tip.hidden=true;document.body.append(tip);
const put=(text,x,y)=>{tip.textContent=text;tip.hidden=false;
tip.style.left=Math.max(4,Math.min(x+14,innerWidth-tip.offsetWidth-8))+'px';
tip.style.top=Math.max(4,y-tip.offsetHeight-10)+'px'};
const hide=()=>{tip.hidden=true};
for(const figure of document.querySelectorAll('figure')){
const marks=[...figure.querySelectorAll('svg g title')].map((title)=>{const mark=title.parentNode,text=title.textContent;title.remove();return{mark,text}});
const chart=figure.querySelector('.chart'),name=figure.querySelector('svg title').textContent;
const focusable=(label)=>{chart.tabIndex=0;chart.setAttribute('role','group');chart.setAttribute('aria-label',label)};
if(marks.length===0){if(chart.scrollWidth>chart.clientWidth)focusable(name);continue}
const status=document.createElement('p');
status.className='muted';status.setAttribute('role','status');
focusable(name+'. Arrow keys step through its '+marks.length+' marks');
chart.after(status);
let at=-1;
const show=({mark,text})=>{const box=mark.getBoundingClientRect();put(text,box.left+box.width/2,box.top)};
for(const one of marks){one.mark.addEventListener('pointerenter',()=>show(one));one.mark.addEventListener('pointerleave',hide)}
chart.addEventListener('keydown',(event)=>{
const step={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1}[event.key];
if(event.key==='Escape')hide();
if(step===undefined)return;
event.preventDefault();
at=at<0&&step<0?marks.length-1:(at+step+marks.length)%marks.length;
status.textContent=marks[at].text;show(marks[at]);
});
chart.addEventListener('blur',hide);
}
addEventListener('scroll',hide,{passive:true});`;

/** The raw data, and each table, as files. */
const DOWNLOADS = `
const save=(name,type,text)=>{const link=document.createElement('a');
link.href=URL.createObjectURL(new Blob([text],{type}));link.download=name;link.click();URL.revokeObjectURL(link.href)};
const csv=(table)=>[...table.rows].map((row)=>[...row.cells].map(({textContent:t})=>/[",\\n]/.test(t)?'"'+t.replaceAll('"','""')+'"':t).join(',')).join('\\r\\n')+'\\r\\n';
for(const button of document.querySelectorAll('button[data-save]')){
button.hidden=false;
button.addEventListener('click',()=>{
const table=button.dataset.save==='table'?button.closest('.table').querySelector('table'):undefined;
if(table)save(button.dataset.name,'text/csv',csv(table));
else save(button.dataset.name,'application/json',document.getElementById('data').textContent);
});}`;

export function reportScript(): string {
  return `(()=>{'use strict';${SORT}${DOWNLOADS}${TIPS}\n})();`;
}
