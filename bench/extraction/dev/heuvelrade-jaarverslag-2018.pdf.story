# Jaarverslag 2018 gemeente Heuvelrade
## Programma 2 Zorg en welzijn
### Doelstelling
Inwoners krijgen de ondersteuning die zij nodig hebben.
### Wat hebben wij in 2018 gerealiseerd?
- In januari is het Sociaal Wijkteam Heuvelrade-Noord van start gegaan. Het team werkt nauw samen met Stichting MEE en de huisartsen.
- Het beleidsplan Mantelzorg 2018-2021 is opgesteld door de gemeente in samenwerking met Steunpunt Mantelzorg. De gemeenteraad heeft het plan in november vastgesteld.
- De Voedselbank Heuvelrade ontving een subsidie van € 25.000 van de gemeente.
- Het project Dementievriendelijk Heuvelrade is afgerond. Alzheimer Nederland verzorgde de trainingen.
### Indicatoren
| Indicator | 2016 | 2017 | 2018 |
| Cliënten met een maatwerkarrangement per 10.000 inwoners | 580 | 612 | 634 |
| Tevredenheid over hulp (%) | 81 | 83 | 84,5 |
## Programma 3 Ruimte
### Doelstelling
Heuvelrade bouwt voor alle inkomens.
### Wat hebben wij in 2018 gerealiseerd?
- De Structuurvisie Heuvelrade is ingetrokken; de Omgevingsvisie komt daarvoor in de plaats.
- Woningcorporatie De Sleutel heeft 24 sociale huurwoningen opgeleverd in het plan Beukenhof.
